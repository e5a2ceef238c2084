import type { Json } from '../base/json.ts'
import { notApplicable, ok, type Result } from '../base/result.ts'

/**
 * What an answer is about: each person in it with how much of the answer is theirs (events, say). Two answers differ in
 * those people whose part differs, so a person who is hidden behind one left-over event is still seen to differ.
 */
export type People = ReadonlyMap<string, number>

/**
 * A row of a table about people. `fewest`: the size of its smallest group, where a row speaks of several (a handover); such a row
 * may be about more people than are known.
 */
export interface PeopleRow {
  readonly people: People
  readonly fewest?: number
}

/** What the gate remembers of one population: codes and parts, never names. */
interface Memory {
  /** Block of the fixed partition that each named person lies in; people who were never named lie in block 0. */
  readonly blocks: Map<number, number>
  nextBlock: number
  /** Key of the answer over everybody; null until it is told. */
  whole: string | null
  readonly answered: Answered[]
  readonly keys: Set<string>
}
interface Answered {
  readonly codes: readonly number[]
  readonly parts: readonly number[]
}

export interface PersonGateOptions {
  /** Minimum group size k. */
  readonly minimum?: number
  /** People summed over all remembered answers. */
  readonly capacity?: number
  /** What another gate remembered (`snapshot`). */
  readonly memory?: Json
}

/**
 * The rule for every answer about people (semantics 14): a group of 1..k−1 people is never shown, groups that are named
 * come from one partition of people whose blocks have at least k, and two answers whose people differ by 1..k−1 are not
 * both given. One gate serves everybody who asks, so that people who compare notes learn no more than one of them.
 *
 * A population is a set of people that answers can be compared in: one person attribute of one log. Memory is bounded by
 * `capacity`; when it is full, answers that were given before are given again and every new one is refused. The gate
 * forgets a population when its whole is another than before, and when it is told to (`restart`). Not covered: sums of three and more answers, and groups in which one
 * person did nearly everything. Cost of an answer: O(people × answers remembered).
 */
export class PersonGate {
  readonly minimum: number
  private readonly capacity: number
  private used = 0
  private readonly memories = new Map<string, Memory>()

  constructor({ minimum = 5, capacity = 1_000_000, memory }: PersonGateOptions = {}) {
    if (!Number.isSafeInteger(minimum) || minimum < 2)
      throw new RangeError('The minimum group size must be at least 2.')
    this.minimum = minimum
    this.capacity = capacity
    if (memory !== undefined) this.restore(memory)
  }

  /**
   * Tell who there is at all, before anything is asked: the answer over everybody is the one that others are held against.
   * Where it is another than before, the log has other events now, and the population begins anew.
   */
  baseline(population: string, everybody: People): void {
    const answer = answerOf(everybody)
    const key = keyOf(answer)
    let memory = this.memoryOf(population)
    if (memory.whole === key) return
    if (memory.whole !== null) {
      this.forget(population, memory)
      memory = this.memoryOf(population)
    }
    memory.whole = key
    this.remember(memory, answer)
  }

  /** May a filter name these people of everybody? Splits the partition where it may. */
  name(population: string, everybody: Iterable<string>, named: ReadonlySet<string>): Result<null> {
    const memory = this.memoryOf(population)
    const inside = new Map<number, number[]>()
    const outside = new Map<number, number>()
    for (const person of everybody) {
      const code = codeOf(person)
      const block = memory.blocks.get(code) ?? 0
      if (named.has(person)) inside.set(block, [...(inside.get(block) ?? []), code])
      else outside.set(block, (outside.get(block) ?? 0) + 1)
    }
    for (const [block, codes] of inside) {
      const rest = outside.get(block) ?? 0
      if (codes.length < this.minimum)
        return notApplicable(
          `The filter singles out fewer than ${this.minimum} people, alone or together with groups that were named before.`,
        )
      if (rest > 0 && rest < this.minimum)
        return notApplicable(
          `The filter leaves out fewer than ${this.minimum} people, who could be found by taking it from the whole.`,
        )
    }
    for (const [block, codes] of inside) {
      if (!outside.has(block)) continue
      const split = memory.nextBlock++
      for (const code of codes) memory.blocks.set(code, split)
    }
    return ok(null)
  }

  /** May an answer about these people be given? Remembers it where it may. Nobody at all is no group. */
  admit(population: string, people: People): Result<null> {
    const memory = this.memoryOf(population)
    const answer = answerOf(people)
    const refusal = this.refusal(memory, answer)
    if (refusal !== null) return notApplicable(refusal)
    this.remember(memory, answer)
    return ok(null)
  }

  /**
   * Which rows of a table may be shown. Rows about too few people are held back, and then others with them (fewest people first) until
   * what is held back in every line, taken together, could itself be shown (or is nothing), so that no total gives it away. `lines` are lists of
   * row numbers that someone may know the total of: by default the whole table. Rows about nobody (without `fewest`) are always shown.
   */
  rows(
    population: string,
    rows: readonly PeopleRow[],
    lines: readonly (readonly number[])[] = [rows.map((_, i) => i)],
  ): boolean[] {
    const memory = this.memoryOf(population)
    const answers = rows.map(({ people }) => answerOf(people))
    const sizes = rows.map(({ people, fewest }) => Math.min(people.size, fewest ?? people.size))
    const bySize = rows.map((_, i) => i).sort((a, b) => rows[b]!.people.size - rows[a]!.people.size || a - b)
    const shown = rows.map(() => false)
    const taken: Answered[] = []
    for (const i of bySize) {
      const answer = answers[i]!
      if (answer.codes.length === 0 && rows[i]!.fewest === undefined) shown[i] = true
      else if (sizes[i]! >= this.minimum && this.refusal(memory, answer, taken) === null) {
        shown[i] = true
        taken.push(answer)
      }
    }
    for (let changed = true; changed; ) {
      changed = false
      for (const line of lines) {
        const hidden = line.filter(i => !shown[i])
        if (hidden.length === 0) continue
        const rest = answerOf(together(hidden.map(i => rows[i]!.people)))
        if (rest.codes.length > 0 && this.refusal(memory, rest) === null) continue
        const next = line
          .filter(i => shown[i] && rows[i]!.people.size > 0)
          .sort((a, b) => sizes[a]! - sizes[b]! || a - b)[0]
        if (next === undefined) continue
        shown[next] = false
        changed = true
      }
    }
    for (let i = 0; i < rows.length; i++) if (shown[i]) this.remember(memory, answers[i]!)
    // What is held back is as good as given to whoever knows the total.
    for (const line of lines)
      this.remember(memory, answerOf(together(line.filter(i => !shown[i]).map(i => rows[i]!.people))))
    return shown
  }

  /** Forget the populations whose name begins so: for a log that was deleted, or replaced by its owner. */
  restart(prefix: string): void {
    for (const [population, memory] of this.memories) {
      if (population.startsWith(prefix)) this.forget(population, memory)
    }
  }

  private forget(population: string, { answered }: Memory): void {
    this.used -= answered.reduce((sum, answer) => sum + answer.codes.length, 0)
    this.memories.delete(population)
  }

  /** What is remembered, as JSON without names, to outlive a restart of the program. */
  snapshot(): Json {
    return [...this.memories].map(([population, { blocks, whole, answered }]) => ({
      population,
      whole: whole === null ? null : answered.findIndex(answer => keyOf(answer) === whole),
      blocks: [...blocks],
      answered: answered.map(({ codes, parts }) => ({ codes: [...codes], parts: [...parts] })),
    }))
  }

  private restore(snapshot: Json): void {
    for (const one of snapshot as unknown as {
      population: string
      whole?: number | null
      blocks: [number, number][]
      answered: Answered[]
    }[]) {
      const memory = this.memoryOf(one.population)
      for (const [code, block] of one.blocks) {
        memory.blocks.set(code, block)
        memory.nextBlock = Math.max(memory.nextBlock, block + 1)
      }
      for (const answer of one.answered) this.remember(memory, answer)
      const whole = one.answered[one.whole ?? -1]
      if (whole) memory.whole = keyOf(whole)
    }
  }

  private refusal(memory: Memory, answer: Answered, more: readonly Answered[] = []): string | null {
    const k = this.minimum
    const people = answer.codes.length
    if (people === 0) return null
    if (people < k) return `The answer would be about fewer than ${k} people.`
    if (memory.keys.has(keyOf(answer))) return null
    for (const other of [...memory.answered, ...more])
      if (isBetween(differing(answer, other, k), 1, k))
        return `Together with an answer that was given before, it would show what fewer than ${k} people did.`
    if (this.used + people > this.capacity)
      return 'The gate remembers as many answers about people as it can; only those are given again until it is restarted.'
    return null
  }

  private remember(memory: Memory, answer: Answered): void {
    const key = keyOf(answer)
    if (answer.codes.length === 0 || memory.keys.has(key)) return
    memory.keys.add(key)
    memory.answered.push(answer)
    this.used += answer.codes.length
  }

  private memoryOf(population: string): Memory {
    let memory = this.memories.get(population)
    if (!memory) {
      memory = { blocks: new Map(), nextBlock: 1, whole: null, answered: [], keys: new Set() }
      this.memories.set(population, memory)
    }
    return memory
  }
}

const isBetween = (value: number, from: number, to: number) => value >= from && value < to

/** In how many people two answers differ, counted up to `enough`. Both are sorted by code. */
function differing(a: Answered, b: Answered, enough: number): number {
  let found = 0
  for (let i = 0, j = 0; (i < a.codes.length || j < b.codes.length) && found < enough; ) {
    const x = a.codes[i] ?? Number.POSITIVE_INFINITY
    const y = b.codes[j] ?? Number.POSITIVE_INFINITY
    if (x !== y || a.parts[i] !== b.parts[j]) found++
    if (x <= y) i++
    if (y <= x) j++
  }
  return found
}

function answerOf(people: People): Answered {
  const sorted = [...people]
    .filter(([, part]) => part !== 0)
    .map(([person, part]) => [codeOf(person), part] as const)
    .sort((a, b) => a[0] - b[0])
  return { codes: sorted.map(([code]) => code), parts: sorted.map(([, part]) => part) }
}

/** All parts of several answers. */
function together(answers: readonly People[]): People {
  const sum = new Map<string, number>()
  for (const people of answers) for (const [person, part] of people) sum.set(person, (sum.get(person) ?? 0) + part)
  return sum
}

const keyOf = ({ codes, parts }: Answered): string => codes.map((code, i) => `${code}:${parts[i]}`).join()

/** 53 bits of a person's name (cyrb53, Bryc 2018): stable, and no name is kept. */
function codeOf(person: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < person.length; i++) {
    const unit = person.charCodeAt(i)
    high = Math.imul(high ^ unit, 0x9e3779b1)
    low = Math.imul(low ^ unit, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0)
}
