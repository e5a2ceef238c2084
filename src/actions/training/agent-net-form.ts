import { outline } from './chat-form.ts'
import { jsonLine } from './json-line.ts'
import type { Split } from './split.ts'
import type { Trajectory, TrajectoryStep } from './trajectory.ts'

/**
 * A trajectory as one line of JSON after the trajectories of AgentNet (OpenCUA, 2025): observations and actions in turn,
 * actions as `{ type, params }`. It differs in that observations are outlines, not pictures, and a target is an element,
 * not a point: recordings hold neither.
 */
export function agentNetLine({ id, routine, instruction, steps, instances }: Trajectory, split: Split): string {
  const content = steps.flatMap(step => [
    { kind: 'text_observation', text: outline(step.observation) },
    { kind: GUI.has(step.action) ? 'gui_action' : 'api_action', action: actionOf(step) },
  ])
  return jsonLine({
    task_id: routine,
    example_id: id,
    type: 'end2end',
    split,
    instances,
    instruction,
    content: [...content, { kind: 'gui_action', action: { type: 'terminate', params: { status: 'success' } } }],
  })
}

const GUI: ReadonlySet<string> = new Set([
  'click',
  'double_click',
  'right_click',
  'type',
  'check',
  'uncheck',
  'copy',
  'paste',
  'press',
])

function actionOf(step: TrajectoryStep): object {
  const { action, value } = step
  const element = step.observation.elements.find(({ id }) => id === step.target)
  const target = element ? { target: { id: element.id, role: element.role, name: element.name } } : {}
  switch (action) {
    case 'click':
    case 'check':
    case 'uncheck':
      return { type: 'click', params: target }
    case 'double_click':
      return { type: 'doubleClick', params: target }
    case 'right_click':
      return { type: 'rightClick', params: target }
    case 'type':
      return { type: 'write', params: { ...target, text: value } }
    case 'copy':
      return { type: 'hotkey', params: { ...target, keys: ['ctrl', 'c'] } }
    case 'paste':
      return { type: 'hotkey', params: { ...target, keys: ['ctrl', 'v'] } }
    case 'press': {
      const keys = (value ?? '').toLowerCase().replace('control', 'ctrl').split('+')
      return { type: keys.length > 1 ? 'hotkey' : 'press', params: { keys } }
    }
    default:
      return { type: action, params: { ...target, ...(value === null ? {} : { value }) } }
  }
}
