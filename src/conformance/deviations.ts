import type { PetriNet } from '../model/petri-net.ts'
import type { Move } from './alignments/alignment.ts'
import { indexNet, type NetIndex } from './net-index.ts'
import { Future, NOWHERE, VisibleLanguage } from './visible-language.ts'
import { ClosureLimit } from './visible-steps.ts'

/** How a case departs from a model, from most to least at the model's side. */
export const deviationKinds = ['missing', 'too-often', 'out-of-order', 'wrong-branch', 'unknown'] as const
export type DeviationKind = (typeof deviationKinds)[number]

/** One departure of a case. */
export interface Deviation {
  readonly kind: DeviationKind
  readonly activity: string
  /** The activity of the model's run right before the place, and its transition; null: none is, the case has just begun. */
  readonly after: string | null
  readonly afterTransition: number | null
  /** What the model wanted: the transition of the move of the model; null where nothing was wanted. */
  readonly transition: number | null
}

/** States of the language beyond which nothing more is asked of it. */
const STATES = 50_000

interface LogMove {
  readonly activity: string
  readonly after: string | null
  readonly afterTransition: number | null
}
type ModelMove = LogMove & { readonly transition: number }

/**
 * Reads deviations from the moves of alignments. The k-th log move of an activity and its k-th model move are one: out of order.
 * A model move that is left is missing. A log move that is left is out of order where the model allows the activity at another
 * place of the same run; else too often where the run has the activity, and on a wrong branch where it has not. The run of a case
 * that still runs may go on in any way: what can come later is out of order where it has come already.
 */
export class DeviationReader {
  private readonly index: NetIndex
  private readonly language: VisibleLanguage
  private readonly future: Future
  private readonly codes: ReadonlyMap<string, number>
  private readonly known = new Map<string, boolean | null>()
  private isOver = false

  constructor(net: PetriNet) {
    this.index = indexNet(net)
    this.language = new VisibleLanguage(this.index)
    this.future = new Future(this.language, STATES)
    this.codes = new Map(this.index.labels.map((label, code) => [label, code]))
  }

  /** Whether the language was too large to be asked to the end: some out of order may then be told as another kind. */
  get isGuessing(): boolean {
    return this.isOver
  }

  /** `isRunning`: the moves are those of a prefix alignment. */
  of(moves: readonly Move[], isRunning = false): Deviation[] {
    const { run, log, model } = this.parts(moves)
    const found: Deviation[] = []
    for (const [activity, done] of log) {
      const wanted = model.get(activity) ?? []
      const surplus = done.length > wanted.length ? this.kindOf(activity, run, isRunning) : 'out-of-order'
      done.forEach((place, k) => {
        const transition = wanted[k]?.transition ?? null
        const kind = transition === null ? surplus : 'out-of-order'
        found.push({ kind, ...place, transition })
      })
    }
    for (const [activity, wanted] of model)
      for (const place of wanted.slice(log.get(activity)?.length ?? 0)) found.push({ kind: 'missing', ...place })
    return found
  }

  private parts(moves: readonly Move[]) {
    const run: string[] = []
    const log = new Map<string, LogMove[]>()
    const model = new Map<string, ModelMove[]>()
    let afterTransition: number | null = null
    for (const move of moves) {
      if (move.kind === 'silent') continue
      const { activity } = move
      const place = { activity, after: run.at(-1) ?? null, afterTransition }
      if (move.kind === 'log') push(log, activity, place)
      else {
        if (move.kind === 'model') push(model, activity, { ...place, transition: move.transition })
        run.push(activity)
        afterTransition = move.transition
      }
    }
    return { run, log, model }
  }

  private kindOf(activity: string, run: readonly string[], isRunning: boolean): DeviationKind {
    const code = this.codes.get(activity)
    if (code === undefined) return 'unknown'
    const key = JSON.stringify([isRunning, activity, ...run])
    let fits = this.known.get(key)
    if (fits === undefined) {
      fits = this.fitsSomewhere(code, run, isRunning)
      this.known.set(key, fits)
    }
    if (fits) return 'out-of-order'
    return run.includes(activity) ? 'too-often' : 'wrong-branch'
  }

  /** Whether the run with the label put in at one place is a run too; null where that was not asked to the end. */
  private fitsSomewhere(label: number, run: readonly string[], isRunning: boolean): boolean | null {
    const { language } = this
    try {
      let state = language.start
      // where the runs are that have the label already: those in one state go on as one, however long the run is
      let inserted = new Set([language.step(state, label)])
      for (const activity of run) {
        if (this.isOver || language.states > STATES) {
          this.isOver = true
          return null
        }
        const next = this.codes.get(activity)!
        inserted = new Set([...inserted].map(at => (at === NOWHERE ? NOWHERE : language.step(at, next))))
        state = language.step(state, next)
        inserted.add(language.step(state, label))
      }
      inserted.delete(NOWHERE)
      if ([...inserted].some(at => (isRunning ? this.future.mayEnd(at) : language.isAccepting(at)))) return true
      return isRunning && this.future.mayCome(state, label)
    } catch (error) {
      if (!(error instanceof ClosureLimit)) throw error
    }
    this.isOver = true
    return null
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
