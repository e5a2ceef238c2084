import { FormatError } from '../../base/errors.ts'
import { jsonLine } from './json-line.ts'
import type { Split } from './split.ts'
import { agentTools } from './tools.ts'
import { type AgentAction, agentActions, type Observation, type Trajectory, type TrajectoryStep } from './trajectory.ts'

const SYSTEM =
  'You do a task in applications, one action at a time. You see an outline of the page or window: id, role, name and, after =, what an element shows. Answer with one tool call, or with "done" where the task is done.'

/** A trajectory as one line of JSON: a conversation with tool calls, the outline before each, and the tools. */
export function chatLine(trajectory: Trajectory, split: Split): string {
  const { id, routine, instruction, steps, instances } = trajectory
  const messages: object[] = [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: `${instruction}\n\n${outline(steps[0]!.observation)}` },
  ]
  steps.forEach((step, i) => {
    const call = `call_${i + 1}`
    messages.push({
      role: 'assistant',
      content: null,
      tool_calls: [{ id: call, type: 'function', function: { name: step.action, arguments: argumentsOf(step) } }],
    })
    const next = steps[i + 1]
    messages.push({ role: 'tool', tool_call_id: call, content: next ? outline(next.observation) : 'ok' })
  })
  messages.push({ role: 'assistant', content: 'done' })
  return jsonLine({ id, routine, split, instances, messages, tools: agentTools })
}

const argumentsOf = ({ target, value }: TrajectoryStep) =>
  jsonLine({ ...(target === null ? {} : { target }), ...(value === null ? {} : { value }) })

/** An observation as text; a line an element. Texts stand in JSON quotes, so that none can pass for a line of its own. */
export function outline({ place, elements, clipboard }: Observation): string {
  return [
    `Place: ${jsonLine(place)}`,
    ...elements.map(
      ({ id, role, name, shows }) =>
        `[${id}] ${/^[\w-]+$/.test(role) ? role : jsonLine(role)} ${jsonLine(name)}${shows === null ? '' : ` = ${jsonLine(shows)}`}`,
    ),
    ...(clipboard === null ? [] : [`Clipboard: ${jsonLine(clipboard)}`]),
  ].join('\n')
}

/** One action as an agent gives it. */
export interface Call {
  readonly action: string
  readonly target: string | null
  readonly value: string | null
}

/** A conversation to replay: what was asked before each step, and what people did. */
export interface Replay {
  readonly id: string
  readonly routine: string
  readonly calls: readonly Call[]
}

/** Lines of the chat form read again. Throws `FormatError` with the line. */
export function readChat(text: string): readonly Replay[] {
  return jsonLines(text).map(({ value, line }) => {
    const { id, routine, messages } = value
    if (typeof id !== 'string' || typeof routine !== 'string' || !Array.isArray(messages))
      throw new FormatError('A trajectory needs "id", "routine" and "messages".', { line })
    const calls = (messages as readonly unknown[]).flatMap(message => {
      const made = (message as { tool_calls?: unknown } | null)?.tool_calls
      return Array.isArray(made) ? made.map(call => callOf(call, line)) : []
    })
    for (const { action } of calls)
      if (!agentActions.includes(action as AgentAction))
        throw new FormatError(`"${action}" is no action of a trajectory.`, { line })
    return { id, routine, calls }
  })
}

/** `{ function: { name, arguments } }`, the arguments as JSON or as an object. Throws `FormatError` with the line. */
export function callOf(call: unknown, line: number): Call {
  const made = (call as { function?: { name?: unknown; arguments?: unknown } } | null)?.function
  if (typeof made?.name !== 'string') throw new FormatError('A tool call needs "function" with "name".', { line })
  let given = made.arguments
  if (typeof given === 'string')
    try {
      given = JSON.parse(given)
    } catch {
      return { action: made.name, target: null, value: null }
    }
  const { target, value } = (given ?? {}) as { target?: unknown; value?: unknown }
  return { action: made.name, target: textOf(target), value: textOf(value) }
}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

/** Objects of JSON lines, empty lines left out. Throws `FormatError` with the line. */
export function jsonLines(
  text: string,
): readonly { readonly value: Readonly<Record<string, unknown>>; readonly line: number }[] {
  return text.split(/\r?\n/).flatMap((raw, i) => {
    if (raw.trim() === '') return []
    let value: unknown
    try {
      value = JSON.parse(raw)
    } catch {
      throw new FormatError('The line is no JSON.', { line: i + 1 })
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new FormatError('The line is no JSON object.', { line: i + 1 })
    return [{ value: value as Readonly<Record<string, unknown>>, line: i + 1 }]
  })
}
