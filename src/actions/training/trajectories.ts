import type { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { textAt, type UiAction, uiActions } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import { type AlignedInstance, alignInstances, procedureOf } from '../../tasks/index.ts'
import { Places } from './places.ts'
import { Slots } from './slots.ts'
import {
  AGENT_ACTIONS,
  type AgentAction,
  needsNoTarget,
  type Slot,
  type Trajectory,
  type TrajectoryStep,
  takesValue,
  wayOf,
} from './trajectory.ts'

export interface Trajectories {
  readonly trajectories: readonly Trajectory[]
  /** Recorded steps that no trajectory has, by why. */
  readonly leftOut: ReadonlyMap<string, number>
  /** Recorded instances that they were made of. */
  readonly instances: number
}

/**
 * The ways in which routines were done, each once. No recorded value, person or time is in them; labels of elements are
 * as they were kept when the recording was masked. Deterministic. Time: steps, and one `procedureOf` a routine.
 */
export function trajectoriesOf(routines: readonly Routine[], log: StepLog, names: Names): Trajectories {
  const places = new Places(log, names)
  const aligned = routines.map(routine => alignInstances(routine, log).map(one => ({ one, steps: stepsOf(one) })))
  for (const instances of aligned) for (const { steps } of instances) for (const step of steps) places.add(step)
  const leftOut = new Map<string, number>()
  const trajectories = routines.flatMap((routine, r) => {
    const procedure = procedureOf(routine, log, names)
    const ways = new Map<string, Trajectory>()
    aligned[r]!.forEach(({ one, steps }, i) => {
      const slots = new Slots(log, procedure, one, i)
      const builder = new TrajectoryBuilder(log, names, places, slots, leftOut)
      const made = builder.build(routine, steps, `${routine.id}/${ways.size + 1}`)
      if (made.steps.length === 0) return
      const way = wayOf(made)
      const known = ways.get(way)
      ways.set(way, known ? { ...known, instances: known.instances + 1 } : made)
    })
    return [...ways.values()]
  })
  return { trajectories, leftOut, instances: aligned.reduce((sum, all) => sum + all.length, 0) }
}

const stepsOf = ({ steps, others }: AlignedInstance): readonly number[] =>
  [...new Set([...steps].filter(step => step >= 0).concat(others))].sort((a, b) => a - b)

/** Actions that lead to the place that their event names: what was seen before is the place before. */
const GOES: ReadonlySet<AgentAction | undefined> = new Set(['navigate', 'switch'])
const READS: ReadonlySet<AgentAction> = new Set(['copy', 'read'])
/** `Control+Shift+S`, or `key Enter` for a key that has a name. */
const KEYS = /^(?:((?:(?:Control|Meta|Alt|Shift)\+)+[A-Za-z0-9]{1,20})|key ([A-Za-z0-9]{2,20}))$/
/** Keys for what was recorded without an element, as programs understand them. */
const HOTKEYS: Readonly<Partial<Record<UiAction, string>>> = {
  undo: 'Control+Z',
  redo: 'Control+Y',
  save: 'Control+S',
  print: 'Control+P',
  submit: 'Enter',
}

class TrajectoryBuilder {
  private readonly log: StepLog
  private readonly names: Names
  private readonly places: Places
  private readonly slots: Slots
  private readonly leftOut: Map<string, number>
  /** What elements show, by place and id. */
  private readonly shown = new Map<string, string>()
  private clipboard: string | null = null

  constructor(log: StepLog, names: Names, places: Places, slots: Slots, leftOut: Map<string, number>) {
    this.log = log
    this.names = names
    this.places = places
    this.slots = slots
    this.leftOut = leftOut
  }

  build(routine: Routine, steps: readonly number[], id: string): Trajectory {
    const found = steps.map(step => ({ step, slot: this.slots.of(step, this.nameOf(step)) }))
    const readable = new Set<Slot>()
    const given = new Set<Slot>()
    for (const { step, slot } of found) {
      const action = this.actionOf(step)
      const [place, target] = [this.places.placeOf(step), this.places.target(step)]
      if (!slot || !action) continue
      if (READS.has(action) && place !== null && target !== null) {
        readable.add(slot)
        if (!this.shown.has(`${place}\n${target}`)) this.shown.set(`${place}\n${target}`, slot.text)
      } else if ((takesValue(action) || action === 'paste') && !readable.has(slot)) given.add(slot)
    }
    let place: string | null = null
    const made: TrajectoryStep[] = []
    for (const { step, slot } of found) {
      const next: string | null = this.places.placeOf(step) ?? place
      const goes = GOES.has(this.actionOf(step))
      const one = this.step(step, slot, goes ? place : next)
      place = next
      if (one) made.push(one)
    }
    const inputs = [...given].map(({ name, text }) => `${name}: ${JSON.stringify(text)}`)
    const instruction =
      inputs.length === 0 ? `${routine.name}.` : `${routine.name}. Use these values. ${inputs.join('; ')}.`
    return { id, routine: routine.id, instruction, slots: this.slots.all, steps: made, instances: 1 }
  }

  private step(step: number, slot: Slot | null, place: string | null): TrajectoryStep | null {
    const uiAction = uiActions[this.log.action[step]!]!
    const action = this.actionOf(step)
    if (!action) return this.skip(`${uiAction}: nothing that an agent could repeat`)
    const target = this.places.target(step)
    if (target === null && !needsNoTarget(action)) return this.skip(`${uiAction}: its element is not known`)
    const value = this.valueOf(step, action, slot)
    if (value === null && takesValue(action)) return this.skip(`${uiAction}: what was put in is not known`)
    const observation = {
      place: place ?? 'nothing is known of the screen',
      elements: this.places.elements(place ?? '').map(element => ({
        ...element,
        shows: this.shown.get(`${place}\n${element.id}`) ?? null,
      })),
      clipboard: this.clipboard,
    }
    this.effect(action, place, target, slot)
    const isSlot = slot !== null && (action === 'type' || action === 'select' || action === 'upload')
    return {
      observation,
      action,
      target: needsNoTarget(action) ? null : target,
      value: takesValue(action) ? value : null,
      slot: isSlot ? slot.name : null,
    }
  }

  private actionOf(step: number): AgentAction | undefined {
    const action = uiActions[this.log.action[step]!]!
    return this.log.element[step]! < 0 && HOTKEYS[action] ? 'press' : AGENT_ACTIONS[action]
  }

  /** The text of a value: invented for slots; keys, addresses and windows as the masked recording has them. */
  private valueOf(step: number, action: AgentAction, slot: Slot | null): string | null {
    const { ui } = this.log
    const row = this.log.rows[this.log.rowOffsets[step + 1]! - 1]!
    const element = this.log.element[step]!
    switch (action) {
      case 'press': {
        const known = HOTKEYS[uiActions[this.log.action[step]!]!]
        return (
          known ??
          KEYS.exec(textAt(ui.sourceAction, row) ?? '')
            ?.slice(1)
            .find(Boolean) ??
          null
        )
      }
      case 'navigate':
        return element < 0 ? null : textAt(ui.elements.page, element)
      case 'switch':
      case 'close':
        return this.places.placeOf(step)
      default:
        return slot?.text ?? null
    }
  }

  private effect(action: AgentAction, place: string | null, target: string | null, slot: Slot | null): void {
    const key = `${place}\n${target}`
    if (action === 'copy' && slot) this.clipboard = slot.text
    else if (action === 'check') this.shown.set(key, 'checked')
    else if (action === 'uncheck') this.shown.set(key, 'not checked')
    else if (action === 'paste') this.shown.set(key, slot?.text ?? this.clipboard ?? '')
    else if ((action === 'type' || action === 'select' || action === 'upload') && slot) this.shown.set(key, slot.text)
  }

  private nameOf(step: number): string {
    const element = this.log.element[step]!
    return this.names.element(this.log.ui.elements, element) ?? textAt(this.log.label, step) ?? 'value'
  }

  private skip(why: string): null {
    this.leftOut.set(why, (this.leftOut.get(why) ?? 0) + 1)
    return null
  }
}
