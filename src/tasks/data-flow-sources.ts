import { valueClasses } from '../log/masked.ts'
import type { StepLog } from '../log/step-log.ts'
import { type Cleaning, is, isWrite } from './cleaning/cleaning.ts'
import { isCommit } from './cleaning/commit.ts'

/** Texts of a lower band turn up by chance: lengthBands[2] = 2 code points. */
const LEAST_BAND = 2
/** Parts of a text count from this many code units on. */
const LEAST_PART = 3
/** Steps in whose texts parts are looked for. */
const REMEMBERED = 16
/** Classes whose values are few, so that equality says nothing. */
const COMMON: ReadonlySet<number> = new Set(
  (['empty', 'boolean', 'label', 'list'] as const).map(name => valueClasses.indexOf(name)),
)

/** What was seen and written so far in a recording: the places that a value may have come from. */
export class Sources {
  private readonly steps: StepLog
  private readonly cleaning: Cleaning
  private readonly reach: number
  private readonly stepOfRow: Int32Array
  private readonly contents = new Map<number, number>()
  private readonly copies = new Map<number, number>()
  private readonly written = new Map<number, { readonly step: number; readonly commits: number }>()
  /** By application: how often what stood in its fields was used. */
  private readonly commits = new Map<number, number>()
  private readonly keys = new Map<number, number>()
  private texts: number[] = []
  private latest = -1
  private recording = -1
  private current = 0

  constructor(steps: StepLog, cleaning: Cleaning, reach: number) {
    this.steps = steps
    this.cleaning = cleaning
    this.reach = reach
    this.stepOfRow = new Int32Array(steps.ui.eventCount).fill(-1)
    for (let s = 0; s < steps.stepCount; s++)
      for (let at = steps.rowOffsets[s]!; at < steps.rowOffsets[s + 1]!; at++) this.stepOfRow[steps.rows[at]!] = s
  }

  /** Sources do not reach from one recording into the next. */
  begin(s: number): void {
    this.current = s
    const recording = this.steps.ui.recording[this.lastRow(s)]!
    if (recording === this.recording) return
    this.recording = recording
    for (const map of [this.contents, this.copies, this.written, this.keys, this.commits]) map.clear()
    this.texts = []
    this.latest = -1
  }

  stepOf(row: number): number {
    return this.stepOfRow[row]!
  }

  /** The latest copy of this content. */
  copyOf(value: number): number {
    return this.cleaning.known(value) ? (this.copies.get(this.cleaning.same[value]!) ?? -1) : -1
  }

  /** The latest step with this value, somewhere else; a value that was last in the same place is a habit, not a source. */
  withContent(value: number, s: number): number {
    if (!this.cleaning.known(value) || !this.telling(value)) return -1
    return this.elsewhere(this.contents.get(this.cleaning.same[value]!) ?? -1, s)
  }

  /** The latest step that shares a declared business identifier. */
  withKey(value: number, s: number): number {
    const { values } = this.steps.ui
    let latest = -1
    if (value >= 0)
      for (let k = values.keyOffsets[value]!; k < values.keyOffsets[value + 1]!; k++)
        latest = Math.max(latest, this.elsewhere(this.keys.get(values.keyCodes[k]!) ?? -1, s))
    return latest
  }

  /** The latest step whose text holds this one or is held by it, where both were kept. */
  withText(value: number, s: number): number {
    const { codes, dictionary } = this.steps.ui.values.clear
    if (value < 0 || codes[value]! < 0 || !this.telling(value)) return -1
    const text = dictionary.text(codes[value]!).trim()
    for (let at = this.texts.length - 1; at >= 0; at--) {
      const step = this.texts[at]!
      const other = dictionary.text(codes[this.steps.value[step]!]!).trim()
      if (Math.min(text.length, other.length) < LEAST_PART) continue
      if ((other.includes(text) || text.includes(other)) && this.elsewhere(step, s) >= 0) return step
    }
    return -1
  }

  /** The latest read or copy whose shape holds this one's. */
  withShape(value: number): number {
    const { shape } = this.steps.ui.values
    if (value < 0 || this.latest < 0 || this.current - this.latest > this.reach || !this.telling(value)) return -1
    const text = (at: number) => (shape.codes[at]! < 0 ? '' : shape.dictionary.text(shape.codes[at]!))
    const own = text(value)
    return own !== '' && text(this.steps.value[this.latest]!).includes(own) ? this.latest : -1
  }

  /** The latest step that wrote into the place that this one acts upon, and whether its form was sent or left since. */
  writtenInto(s: number): { readonly step: number; readonly since: boolean } {
    const target = this.targetOf(s)
    const known = target < 0 ? undefined : this.written.get(target)
    if (known === undefined || this.current - known.step > this.reach) return { step: -1, since: true }
    return { step: known.step, since: known.commits !== this.commitsOf(s) }
  }

  add(s: number): void {
    const action = this.steps.action[s]!
    const value = this.steps.value[s]!
    const target = this.targetOf(s)
    const copy = action === is.copy || action === is.cut
    if (isCommit(this.cleaning, this.lastRow(s)))
      this.commits.set(this.cleaning.application[this.lastRow(s)]!, this.commitsOf(s) + 1)
    if (isWrite(action) && target >= 0) this.written.set(target, { step: s, commits: this.commitsOf(s) })
    if (value < 0 || !(copy || action === is.read || isWrite(action))) return
    const { values } = this.steps.ui
    if (this.cleaning.known(value)) {
      this.contents.set(this.cleaning.same[value]!, s)
      if (copy) this.copies.set(this.cleaning.same[value]!, s)
    }
    for (let k = values.keyOffsets[value]!; k < values.keyOffsets[value + 1]!; k++)
      this.keys.set(values.keyCodes[k]!, s)
    if (values.clear.codes[value]! >= 0) {
      this.texts.push(s)
      if (this.texts.length > REMEMBERED) this.texts.shift()
    }
    if (copy || action === is.read) this.latest = s
  }

  private lastRow(s: number): number {
    return this.steps.rows[this.steps.rowOffsets[s + 1]! - 1]!
  }

  private targetOf(s: number): number {
    return this.cleaning.target[this.lastRow(s)]!
  }

  private commitsOf(s: number): number {
    return this.commits.get(this.cleaning.application[this.lastRow(s)]!) ?? 0
  }

  private elsewhere(step: number, s: number): number {
    if (step < 0 || s - step > this.reach) return -1
    const target = this.targetOf(s)
    return target >= 0 && target === this.targetOf(step) ? -1 : step
  }

  /** Whether equality of this value with another one is more than chance. */
  private telling(value: number): boolean {
    const { length, class: classes } = this.steps.ui.values
    return length[value]! >= LEAST_BAND && !COMMON.has(classes[value]!)
  }
}
