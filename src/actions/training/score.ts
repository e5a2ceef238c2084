import { FormatError } from '../../base/errors.ts'
import { compareText } from '../../base/sort.ts'
import { type Call, callOf, jsonLines, readChat, textOf } from './chat-form.ts'

/** A share of steps with its 95 % interval (Wilson, 1927). */
export interface Accuracy {
  readonly right: number
  readonly of: number
  /** null where there is nothing to be right about. */
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface TrainingScore {
  /** Action, target and value are right. */
  readonly step: Accuracy
  readonly action: Accuracy
  /** Among steps that have a target. */
  readonly target: Accuracy
  /** Among steps that have a value. */
  readonly value: Accuracy
  /** Trajectories of which every step is right. */
  readonly trajectory: Accuracy
  /** Step accuracy by routine, by id. */
  readonly routines: readonly { readonly routine: string; readonly step: Accuracy }[]
  /** Mean of the routines' step accuracies: none counts more for being long. */
  readonly routineMean: number | null
  readonly wrong: { readonly missing: number; readonly action: number; readonly target: number; readonly value: number }
  /** Predictions for steps that are not in the file. */
  readonly surplus: number
}

/**
 * Replays trajectories against what an agent said at each step, given the recorded way up to it (step accuracy, as in
 * Mind2Web, Deng et al., 2023). `chat`: lines of the chat form. `predictions`: JSON lines `{ trajectory, step, action,
 * target, value }` with steps from 0, or with `tool_calls` as an agent gives them; the last line of a step counts.
 * Texts are compared as they are, but for white space around and within them and their Unicode form. What is missing is
 * wrong. Throws `FormatError` with the line.
 */
export function scoreTraining(chat: string, predictions: string): TrainingScore {
  const replays = readChat(chat)
  const said = readPredictions(predictions)
  const total = tally()
  const routines = new Map<string, Tally>()
  const wrong = { missing: 0, action: 0, target: 0, value: 0 }
  let whole = 0
  let used = 0
  for (const { id, routine, calls } of replays) {
    const own = routines.get(routine) ?? tally()
    routines.set(routine, own)
    let right = 0
    calls.forEach((call, step) => {
      const answer = said.get(keyOf(id, step))
      if (answer) used++
      if (judge(call, answer, [total, own], wrong)) right++
    })
    if (right === calls.length) whole++
  }
  const byRoutine = [...routines]
    .sort(([a], [b]) => compareText(a, b))
    .map(([routine, { step }]) => ({ routine, step: accuracy(step.right, step.of) }))
  const shares = byRoutine.flatMap(({ step }) => (step.share === null ? [] : [step.share]))
  return {
    step: accuracy(total.step.right, total.step.of),
    action: accuracy(total.action.right, total.action.of),
    target: accuracy(total.target.right, total.target.of),
    value: accuracy(total.value.right, total.value.of),
    trajectory: accuracy(whole, replays.length),
    routines: byRoutine,
    routineMean: shares.length === 0 ? null : shares.reduce((a, b) => a + b, 0) / shares.length,
    wrong,
    surplus: said.size - used,
  }
}

interface Count {
  right: number
  of: number
}
type Tally = Record<'step' | 'action' | 'target' | 'value', Count>
const tally = (): Tally => ({
  step: { right: 0, of: 0 },
  action: { right: 0, of: 0 },
  target: { right: 0, of: 0 },
  value: { right: 0, of: 0 },
})

/** Counts one step into all tallies; whether all of it is right. What is wrong first is told. */
function judge(
  call: Call,
  answer: Call | undefined,
  tallies: readonly Tally[],
  wrong: Record<'missing' | 'action' | 'target' | 'value', number>,
): boolean {
  const isRight = {
    action: answer?.action === call.action,
    target: answer !== undefined && (call.target === null || answer.target === call.target),
    value: answer !== undefined && (call.value === null || same(answer.value, call.value)),
  }
  const all = isRight.action && isRight.target && isRight.value
  for (const one of tallies) {
    count(one.step, all)
    count(one.action, isRight.action)
    if (call.target !== null) count(one.target, isRight.target)
    if (call.value !== null) count(one.value, isRight.value)
  }
  if (answer === undefined) wrong.missing++
  else if (!isRight.action) wrong.action++
  else if (!isRight.target) wrong.target++
  else if (!isRight.value) wrong.value++
  return all
}

function count(one: Count, isRight: boolean): void {
  one.of++
  if (isRight) one.right++
}

const same = (a: string | null, b: string) => a !== null && normal(a) === normal(b)
const normal = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()
const keyOf = (trajectory: string, step: number) => JSON.stringify([trajectory, step])

function readPredictions(text: string): ReadonlyMap<string, Call> {
  const found = new Map<string, Call>()
  for (const { value, line } of jsonLines(text)) {
    const { trajectory, step, action, target, tool_calls: calls } = value
    if (typeof trajectory !== 'string' || !Number.isSafeInteger(step) || (step as number) < 0)
      throw new FormatError('A prediction needs "trajectory" and "step", a whole number from 0.', { line })
    const call = Array.isArray(calls)
      ? calls.length === 1
        ? callOf(calls[0], line)
        : { action: '', target: null, value: null }
      : { action: textOf(action) ?? '', target: textOf(target), value: textOf(value['value']) }
    found.set(keyOf(trajectory, step as number), call)
  }
  return found
}

/** Wilson's score interval at 95 %. */
export function accuracy(right: number, of: number): Accuracy {
  if (of === 0) return { right, of, share: null, low: null, high: null }
  const z = 1.959963984540054
  const share = right / of
  const middle = share + (z * z) / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return { right, of, share, low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}
