import { RequestError } from '../../base/errors.ts'
import type { Json } from '../../base/json.ts'
import type { Cancel } from '../../base/platform.ts'
import { errorIn } from '../../engine/index.ts'
import type { Assumptions, Edits, Estimate, Procedure, TaskEdits } from '../../tasks/index.ts'
import type { CandidateAnswer } from './candidates-answer.ts'
import type { RoutineAnswer } from './routine-answer.ts'
import { type TaskEngine, type TaskQuestion, taskQuestions } from './task-engine.ts'

/**
 * A question as it travels: `{ from, limit }` of events, `{ id }` of a routine, `{ assumptions, edits }` of candidates,
 * `{ edits, revision }` of edits to keep, else `{}`.
 */
export type TaskCall = (question: TaskQuestion, params: Json, cancel?: Cancel) => Promise<Json>

/** An engine whose answers come through one function as JSON: a worker, a server. Errors pass as they are. */
export function tasksOver(call: TaskCall): TaskEngine {
  const ask = async <T>(question: TaskQuestion, params: object, cancel: Cancel | undefined): Promise<T> => {
    cancel?.throwIfCancelled()
    const answer = await call(question, params as Json, cancel)
    cancel?.throwIfCancelled()
    return answer as T
  }
  return {
    recordings: cancel => ask('recordings', {}, cancel),
    events: (from, limit, cancel) => ask('events', { from, limit }, cancel),
    routines: cancel => ask('routines', {}, cancel),
    async routine(id, cancel) {
      const answer = await ask<RoutineAnswer | null>('routine', { id }, cancel)
      return answer && { ...answer, procedure: revivedProcedure(answer.procedure) }
    },
    async procedure(id, cancel) {
      const answer = await ask<Procedure | null>('procedure', { id }, cancel)
      return answer && revivedProcedure(answer)
    },
    candidates: async (assumptions, edits, cancel) =>
      (await ask<readonly CandidateAnswer[]>('candidates', { assumptions, edits }, cancel)).map(revivedCandidate),
    friction: cancel => ask('friction', {}, cancel),
    edits: cancel => ask('edits', {}, cancel),
    applied: cancel => ask('applied', {}, cancel),
    setEdits: (edits, revision, cancel) => ask('setEdits', { edits, revision }, cancel),
  }
}

/** A request to a Parfocal server; the path begins with `/api/`. */
export interface TaskRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: Json
}

/** Where a server answers a question about one of its UI logs. */
export function taskRequest(uiLog: string, question: TaskQuestion, params: Json): TaskRequest {
  const base = `/api/ui-logs/${encodeURIComponent(uiLog)}`
  const { id = '', from = 0, limit = 0 } = params as { id?: string; from?: number; limit?: number }
  if (question === 'candidates') return { method: 'POST', path: `${base}/candidates`, body: params }
  if (question === 'setEdits') return { method: 'PUT', path: `${base}/edits`, body: params }
  const path = {
    recordings: 'recordings',
    events: `events?from=${from}&limit=${limit}`,
    routines: 'routines',
    routine: `routines/${encodeURIComponent(id)}`,
    procedure: `routines/${encodeURIComponent(id)}/procedure`,
    friction: 'friction',
    edits: 'edits',
    applied: 'edits/applied',
  }[question]
  return { method: 'GET', path: `${base}/${path}` }
}

/** What a server says of a routine that it does not have; the UI log itself is there. */
export const NO_ROUTINE = 'no-routine'

/**
 * The engine of a UI log of a server, over any transport. `send` resolves to the JSON that came back, whatever its status:
 * the answer, or `{ error: { code, message } }`; it rejects where nothing came back. Errors become those of the server:
 * a `RequestError` with its code, `Cancelled`, else an Error with its sentence.
 */
export function remoteTasks(uiLog: string, send: (request: TaskRequest, cancel?: Cancel) => Promise<Json>): TaskEngine {
  return tasksOver(async (question, params, cancel) => {
    const reply = await send(taskRequest(uiLog, question, params), cancel)
    if (codeOf(reply) === NO_ROUTINE) return null
    const error = errorIn(reply)
    if (error) throw error
    return reply
  })
}

function codeOf(reply: Json): Json | undefined {
  if (typeof reply !== 'object' || reply === null || !('error' in reply)) return undefined
  return (reply.error as { code?: Json } | null)?.code
}

/** The other end of `tasksOver`, for doors that are no HTTP server (a worker, a pipe). Throws what the engine throws. */
export function answerTask(tasks: TaskEngine, question: string, params: Json, cancel?: Cancel): Promise<unknown> {
  const known = taskQuestions.find(one => one === question)
  if (!known) throw new RequestError(`There is no question "${question}" about UI logs.`, 'not-found')
  cancel?.throwIfCancelled()
  const { id, from, limit, assumptions, edits, revision } = params as unknown as TaskParams
  if (known === 'events') return tasks.events(from, limit, cancel)
  if (known === 'routine' || known === 'procedure') return tasks[known](id, cancel)
  if (known === 'candidates') return tasks.candidates(assumptions, edits as Readonly<Record<string, Edits>>, cancel)
  if (known === 'setEdits') return tasks.setEdits(edits as TaskEdits, revision, cancel)
  return tasks[known](cancel)
}
interface TaskParams {
  readonly id: string
  readonly from: number
  readonly limit: number
  readonly assumptions: Assumptions
  /** Of candidates, or to keep. */
  readonly edits: Readonly<Record<string, Edits>> | TaskEdits
  readonly revision: number
}

// JSON has null for what is not known and for what has no end: here they are numbers again.
const revivedProcedure = (procedure: Procedure): Procedure => ({
  ...procedure,
  handsOnMs: procedure.handsOnMs ?? Number.NaN,
  base: { ...procedure.base, people: procedure.base.people ?? Number.NaN },
})

const revivedCandidate = (candidate: CandidateAnswer): CandidateAnswer => ({
  ...candidate,
  inputs: withEstimates(candidate.inputs),
  score: candidate.score.ok ? { ...candidate.score, value: withEstimates(candidate.score.value) } : candidate.score,
})

function withEstimates<T extends object>(part: T): T {
  const entries = Object.entries(part).map(([key, value]) => [key, isEstimate(value) ? revivedEstimate(value) : value])
  return Object.fromEntries(entries) as T
}
const isEstimate = (value: unknown): value is Estimate =>
  typeof value === 'object' && value !== null && 'low' in value && 'high' in value
const revivedEstimate = ({ value, low, high, source }: Estimate): Estimate => ({
  value: value ?? Number.POSITIVE_INFINITY,
  low: low ?? Number.POSITIVE_INFINITY,
  high: high ?? Number.POSITIVE_INFINITY,
  source,
})
