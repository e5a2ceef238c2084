import { type Pieces, part } from '../../base/pieces.ts'
import { cutsByBackEdges } from './back-edges.ts'
import { cutsByBonds } from './bonds.ts'
import { bridgeMoves } from './bridge-moves.ts'
import { clusterRuns } from './cluster.ts'
import { codeLength, type Run } from './code-length.ts'
import { cutsByCompletion, cutsByPauses, cutsByRecurrence, cutsByTransitions } from './cues.ts'
import { cutMoves, joinMoves, type Move, tidyMoves } from './moves.ts'
import { ENDING, INSIDE, OUTSIDE, type Place } from './outside-model.ts'
import { parse } from './parse.ts'
import { RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'
import { shiftMoves } from './shift-moves.ts'
import { stitch } from './stitch.ts'
import { turnMoves } from './turn-moves.ts'

/** Rounds of estimating and parsing; they end earlier where nothing gets better. */
const ROUNDS = 12
const FIRST_ROUNDS = 3
/** Proposals that are followed to the end, and moves that are tried on each. */
const FINALISTS = 3
const TRIES = 60
/** Shares of the commonest end below which a parse forgets an end, in turn. */
const SHARP: readonly number[] = [0.2, 0.5, 1]
/** A turn that lengthens the description by more than this is not followed. */
const TURN_WORTH = 1.02

/** Shares of the time that proposing takes, improving one of a proposal, and tries of half a search: for progress alone. */
const PROPOSING = 0.3
const IMPROVING = 0.1
const USUAL_TRIES = 8

/** Transition probabilities below which a proposal cuts. */
const LEVELS: readonly number[] = [0.9, 0.7, 0.5, 0.35, 0.2, 0.1, 0.04]

export interface Explanation {
  readonly runs: readonly Run[]
  readonly bits: number
  /** The proposal it grew from. */
  readonly from: string
}

/**
 * Finds the runs that tell the sequence in the fewest bits. Each way of cutting it proposes; every proposal is clustered into
 * classes and improved by turns of estimating the model and parsing with it; the shortest description wins.
 */
export function* learnRuns(sequence: Sequence): Pieces<Explanation> {
  const noise: Explanation = { runs: [], bits: codeLength(sequence, []).bits, from: 'noise' }
  let best: Explanation | null = null
  const proposals = yield* part(proposalsOf(sequence), 0, PROPOSING)
  const finalists = proposals.slice(0, FINALISTS)
  const at = (f: number) => PROPOSING + ((1 - PROPOSING) * f) / finalists.length
  for (const [f, { runs, from }] of finalists.entries()) {
    const found: Explanation = yield* part(follow(sequence, runs, from), at(f), at(f + 1))
    if (found.bits < noise.bits && (best === null || comparedBits(sequence, found) < comparedBits(sequence, best)))
      best = found
  }
  return best ?? noise
}

/**
 * Bits without those that name the classes: several routines that follow each other in any order can be told as one that goes on
 * in any way, which saves their names and nothing else.
 */
function comparedBits({ size }: Sequence, { runs, bits }: Explanation): number {
  const classes = new Set(runs.map(run => run.class)).size
  return bits - classes * Math.log2(Math.max(1, size))
}

/** A proposal to its end. */
function* follow(sequence: Sequence, runs: readonly Run[], from: string): Pieces<Explanation> {
  const start = yield* part(improve(sequence, runs, from), 0, IMPROVING)
  return yield* part(search(sequence, start), IMPROVING, 1)
}

/** What each way of cutting leads to after a few rounds, the shortest description first. */
export function* proposalsOf(sequence: Sequence): Pieces<Explanation[]> {
  const proposals: readonly (readonly [string, () => Uint8Array | null])[] = [
    ['bonds', () => cutsByBonds(sequence)],
    ...LEVELS.map(level => [`transitions ${level}`, () => cutsByTransitions(sequence, level)] as const),
    ['back-edges', () => cutsByBackEdges(sequence)],
    ['completion', () => cutsByCompletion(sequence)],
    ['recurrence', () => cutsByRecurrence(sequence)],
    ['pauses', () => cutsByPauses(sequence)],
  ]
  const tried: Explanation[] = []
  for (const [p, [from, cutsOf]] of proposals.entries()) {
    yield p / proposals.length
    const cuts = cutsOf()
    if (cuts === null) continue
    const improved = improve(sequence, fromCuts(sequence, cuts), from, FIRST_ROUNDS)
    tried.push(yield* part(improved, p / proposals.length, (p + 1) / proposals.length))
  }
  return tried.sort((a, b) => a.bits - b.bits)
}

/** Looks for whole runs where some are cut short. */
function sharpMoves(sequence: Sequence, runs: readonly Run[]): Move[] {
  return SHARP.map(share => {
    const model = estimate(sequence, runs).sharpen(share)
    return { name: `sharpen ${share}`, runs: stitch(sequence, model, parse(sequence, model)) }
  })
}

/** Tries moves as long as one makes the description shorter. */
export function* search(sequence: Sequence, start: Explanation): Pieces<Explanation> {
  let best = start
  for (let tries = 0, improved = true; improved; ) {
    improved = false
    const moves = [tidyMoves, sharpMoves, shiftMoves, cutMoves, joinMoves, bridgeMoves, turnMoves].flatMap(make =>
      make(sequence, best.runs),
    )
    for (const { name, runs, placed } of moves) {
      if (++tries > TRIES) return best
      if (name.startsWith('turn') && codeLength(sequence, runs).bits > best.bits * TURN_WORTH) continue
      const trial = improve(sequence, runs, `${best.from}, ${name}`, FIRST_ROUNDS)
      const found = yield* part(trial, searched(tries - 1), searched(tries))
      // to say which of the moves it was costs bits too
      const price = Math.log2(placed ? sequence.size : moves.length)
      if (found.bits + price >= best.bits) continue
      best = found
      improved = true
      break
    }
  }
  return yield* part(improve(sequence, best.runs, best.from, ROUNDS), searched(TRIES), 1)
}

/** Share of a search after some tries: there are at most `TRIES`, and mostly far fewer. */
const searched = (tries: number) => 0.9 * (1 - 2 ** (-tries / USUAL_TRIES))

export function fromCuts(sequence: Sequence, begins: Uint8Array): Run[] {
  const parts: number[][] = []
  for (let i = 0; i < sequence.size; i++)
    if (begins[i] || i === 0) parts.push([i])
    else parts.at(-1)!.push(i)
  const long = parts.filter(items => items.length > 1)
  const classes = clusterRuns(sequence, long)
  return long.map((items, r) => ({ class: classes[r]!, items }))
}

export function* improve(
  sequence: Sequence,
  proposal: readonly Run[],
  from: string,
  rounds = ROUNDS,
): Pieces<Explanation> {
  let runs = prune(sequence, proposal)
  let best: Explanation = { runs, bits: codeLength(sequence, runs).bits, from }
  let idle = 0
  for (let round = 0; round < rounds && idle < 2 && runs.length > 0; round++) {
    yield round / rounds
    const model = estimate(sequence, runs)
    runs = prune(sequence, stitch(sequence, model, parse(sequence, model)))
    const { bits } = codeLength(sequence, runs)
    if (bits < best.bits - 1e-6) {
      best = { runs, bits, from }
      idle = 0
    } else idle++
  }
  return best
}

/** The model of all runs. */
export function estimate(sequence: Sequence, runs: readonly Run[]): RunModel {
  const model = new RunModel(sequence, 1)
  const classes = runs.reduce((most, run) => Math.max(most, run.class + 1), 0)
  for (let r = 0; r < classes; r++) model.addClass()
  const place = new Uint8Array(sequence.size).fill(OUTSIDE)
  const owned = new Uint8Array(sequence.size)
  const begins = new Uint8Array(sequence.size)
  for (const { class: r, items } of runs) {
    model.learn(r, items)
    begins[items[0]!] = 1
    for (const i of items) owned[i] = 1
    for (let i = items[0]! + 1; i <= items.at(-1)!; i++) place[i] = INSIDE
    const next = items.at(-1)! + 1
    if (next < sequence.size && place[next] === OUTSIDE && !sequence.starts[next]) place[next] = ENDING
  }
  for (let i = 0; i < sequence.size; i++) {
    if (begins[i] || !owned[i]) model.learnToken(place[i] as Place, !owned[i], i)
    if (!sequence.starts[i]) model.learnGap(place[i] as Place, i)
  }
  return model
}

/**
 * Runs are put into classes by what they share; classes that are seen once, or cost more than they explain, become noise.
 */
export function prune(sequence: Sequence, runs: readonly Run[]): readonly Run[] {
  const classes = clusterRuns(
    sequence,
    runs.map(({ items }) => items),
  )
  return dropWorthless(
    sequence,
    runs.map(({ items }, r) => ({ class: classes[r]!, items })),
  )
}

/** Classes that are seen once, or cost more than they explain, become noise. */
export function dropWorthless(sequence: Sequence, runs: readonly Run[]): readonly Run[] {
  let kept = runs
  for (;;) {
    const classes = kept.reduce((most, run) => Math.max(most, run.class + 1), 0)
    const times = new Int32Array(classes)
    for (const run of kept) times[run.class]!++
    const { gains } = codeLength(sequence, kept)
    // a class is told by the place in the log where it first comes
    const price = Math.log2(Math.max(1, sequence.size))
    const good = kept.filter(run => times[run.class]! > 1 && gains[run.class]! > price)
    if (good.length === kept.length) return kept
    kept = renumber(good)
  }
}

/** Classes by their first run, without gaps. */
export function renumber(runs: readonly Run[]): Run[] {
  const number = new Map<number, number>()
  return runs.map(run => {
    let at = number.get(run.class)
    if (at === undefined) number.set(run.class, (at = number.size))
    return { class: at, items: run.items }
  })
}
