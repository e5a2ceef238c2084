import type { ValueClass } from '../../log/masked.ts'
import type { UiAction } from '../../log/ui-log.ts'

/** What an agent can do; each is a tool of the chat form. */
export const agentActions = [
  'click',
  'double_click',
  'right_click',
  'type',
  'select',
  'check',
  'uncheck',
  'copy',
  'paste',
  'read',
  'press',
  'navigate',
  'switch',
  'close',
  'upload',
] as const
export type AgentAction = (typeof agentActions)[number]

/** The agent's word for what people do; what is missing here has no effect that an agent could repeat. */
export const AGENT_ACTIONS: Readonly<Partial<Record<UiAction, AgentAction>>> = {
  click: 'click',
  submit: 'click',
  save: 'click',
  sort: 'click',
  filter: 'click',
  print: 'click',
  download: 'click',
  'double-click': 'double_click',
  'context-click': 'right_click',
  enter: 'type',
  select: 'select',
  check: 'check',
  uncheck: 'uncheck',
  copy: 'copy',
  cut: 'copy',
  paste: 'paste',
  read: 'read',
  hotkey: 'press',
  key: 'press',
  undo: 'press',
  redo: 'press',
  navigate: 'navigate',
  open: 'switch',
  close: 'close',
  switch: 'switch',
  upload: 'upload',
}

/** Actions that take a value: a text, an option, keys, an address, the name of a window. */
export const takesValue = (action: AgentAction): boolean =>
  ['type', 'select', 'press', 'navigate', 'switch', 'close', 'upload'].includes(action)
/** Actions that need no element. */
export const needsNoTarget = (action: AgentAction): boolean => ['press', 'navigate', 'switch', 'close'].includes(action)

/** An element as the agent sees it; `id` names it within its place. */
export interface OutlineElement {
  readonly id: string
  readonly role: string
  readonly name: string
  /** What it shows; null: nothing is known of it. */
  readonly shows: string | null
}

/** What the agent sees: the place, the elements that are known of it, the clipboard. Values are synthetic. */
export interface Observation {
  readonly place: string
  readonly elements: readonly OutlineElement[]
  readonly clipboard: string | null
}

/** A value that varies: never the recorded text, but an invented one of its class and shape. */
export interface Slot {
  readonly name: string
  readonly class: ValueClass
  readonly text: string
}

export interface TrajectoryStep {
  readonly observation: Observation
  readonly action: AgentAction
  /** Id of an element of the observation. */
  readonly target: string | null
  readonly value: string | null
  /** Name of the slot that the value is of; null where it is none (keys, an address). */
  readonly slot: string | null
}

/** One way in which a routine was done, as an agent would do it. */
export interface Trajectory {
  readonly id: string
  readonly routine: string
  readonly instruction: string
  readonly slots: readonly Slot[]
  readonly steps: readonly TrajectoryStep[]
  /** Recorded instances that went the same way. */
  readonly instances: number
}

/** What is the same in two trajectories that differ in invented values alone. */
export const wayOf = ({ steps }: Trajectory): string =>
  JSON.stringify(
    steps.map(({ observation, action, target, slot, value }) => [
      observation.place,
      action,
      elementOf(observation, target),
      slot ?? value,
    ]),
  )

/** The element of a target as a text. */
export function elementOf({ elements }: Observation, target: string | null): string | null {
  const found = elements.find(({ id }) => id === target)
  return found ? `${found.role} ${found.name} ${found.id}` : null
}
