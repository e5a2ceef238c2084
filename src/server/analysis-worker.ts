import { parentPort } from 'node:worker_threads'
import { analyses, askAnalysis } from '../analyses/index.ts'
import { answerRules, type RulesQuestion } from '../analyses/rules-check.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { type Cancel, Cancelled } from '../base/platform.ts'
import { engineOver } from '../engine/proxy.ts'
import type { Ask, Engine, Question } from '../log/engine.ts'
import { flagCancel } from './flag-cancel.ts'
import { errorFrom, type Failure, failureOf } from './work.ts'

/** An analysis of the registry, with parameters that were checked, or a check of rules. */
export type AnalysisWork =
  | { readonly kind: 'analysis'; readonly analysis: string; readonly ask: Ask; readonly params: unknown }
  | { readonly kind: 'rules'; readonly ask: Ask; readonly question: RulesQuestion }
/** Work, and the answers to the questions that it puts to the engine. */
export type ToAnalysis =
  | { readonly work: AnalysisWork; readonly flag: Int32Array }
  | { readonly id: number; readonly json: Uint8Array }
  | { readonly id: number; readonly error: Failure }
export type FromAnalysis =
  | { readonly id: number; readonly question: Question; readonly params: object }
  | { readonly done: Uint8Array<ArrayBuffer> }
  | { readonly failed: Failure }

const tell = (message: FromAnalysis, move: ArrayBuffer[] = []) => parentPort!.postMessage(message, move)

interface Pending {
  resolve(answer: unknown): void
  reject(error: unknown): void
}
const pending = new Map<number, Pending>()
let asked = 0
const put = (question: Question, params: object): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const id = asked++
    pending.set(id, { resolve, reject })
    tell({ id, question, params })
  })

function answerOf(work: AnalysisWork, engine: Engine, cancel: Cancel): Promise<unknown> {
  if (work.kind === 'rules') return answerRules(engine, work.ask, work.question, cancel, nodePlatform)
  const analysis = analyses.find(each => each.id === work.analysis)
  if (!analysis) throw new Error(`Bug: there is no analysis "${work.analysis}"`)
  return askAnalysis(analysis, engine, work.ask, work.params, cancel, nodePlatform)
}

async function run(work: AnalysisWork, flag: Int32Array): Promise<void> {
  let over = false
  // The log stays where it is: what an analysis asks of it goes to the server, and passes the person gate of whoever asked.
  const engine = engineOver(async (question, of) => {
    if (over) throw new Cancelled()
    return put(question, of)
  })
  try {
    const answer = await answerOf(work, engine, flagCancel(flag))
    const done = new TextEncoder().encode(JSON.stringify(answer))
    over = true
    tell({ done }, [done.buffer])
  } catch (error) {
    // What is still under way in it must not ask on, in the name of whoever is next.
    over = true
    tell({ failed: failureOf(error) })
  }
}

parentPort!.on('message', (message: ToAnalysis) => {
  if ('work' in message) {
    void run(message.work, message.flag)
    return
  }
  const waiting = pending.get(message.id)
  pending.delete(message.id)
  if ('error' in message) waiting?.reject(errorFrom(message.error))
  else waiting?.resolve(JSON.parse(new TextDecoder().decode(message.json)))
})
