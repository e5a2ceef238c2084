import { random } from '../../base/random.ts'
import type { Masked } from '../../log/masked.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { type UiEvent, UiLogBuilder } from '../../log/ui-log-builder.ts'
import type { Instance } from '../scoring/instances.ts'
import { type PlantedRoutine, type PlantedStep, plantRoutines } from './planted-routines.ts'

/** How a log is made; shares are 0..1 of what they are a share of. All of it follows from the seed. */
export interface GeneratorOptions {
  readonly seed: number
  readonly routines?: number
  /** Runs in all. */
  readonly runs?: number
  /** Persons; their events alternate by time. */
  readonly people?: number
  /** Events between runs that belong to none, as a share of all events. */
  readonly noise?: number
  /** Steps of a run that are followed by an event that belongs to none. */
  readonly strayed?: number
  /** Runs in whose middle a whole other run is done. */
  readonly interrupted?: number
  /** Entries that are first typed wrong, and entered again. */
  readonly typos?: number
  /** Steps that are undone and done again. */
  readonly undone?: number
  /** Runs whose free blocks are done in another order. */
  readonly reordered?: number
  /** Runs of one routine stand together, one routine after the other. */
  readonly batched?: boolean
  /** Buttons at the end say so. */
  readonly words?: boolean
  /** All routines begin at the home page. */
  readonly shared?: boolean
}

export interface GeneratedLog {
  readonly log: UiLog
  /** What was planted: rows of the log and the routine. */
  readonly truth: readonly Instance[]
  readonly routines: readonly PlantedRoutine[]
}

interface Made extends Omit<UiEvent, 'ordinal' | 'time' | 'user'> {
  readonly run: string | null
}

const SITES = ['mail', 'news', 'wiki', 'chat', 'files', 'search', 'calendar', 'maps']

/** A UI log with planted routines and everything that makes finding them hard, each at a chosen strength. */
export function generateUiLog(options: GeneratorOptions): GeneratedLog {
  const { seed, routines: count = 3, runs = 100, people = 1, words = true, shared = false } = options
  const draw = random(seed)
  const routines = plantRoutines(draw, { count, words, shared })
  const maker = new Maker(options, routines, draw)
  const streams = Array.from({ length: people }, (_, p) => maker.stream(Math.ceil((runs - p) / people)))
  const builder = new UiLogBuilder()
  builder.beginRecording(`generated ${seed}`, 'generator')
  const rowsOf = new Map<string, number[]>()
  const routineOf = new Map<string, string>()
  const clock = streams.map(() => Date.UTC(2026, 0, 5, 8))
  const next = streams.map(() => 0)
  for (let row = 0; ; row++) {
    let p = -1
    streams.forEach((events, s) => {
      if (next[s]! < events.length && (p < 0 || clock[s]! < clock[p]!)) p = s
    })
    if (p < 0) break
    const { run, ...event } = streams[p]![next[p]!++]!
    builder.add({ ...event, ordinal: row, time: clock[p]!, user: people > 1 ? `person ${p + 1}` : null })
    clock[p]! += 400 + Math.floor(-2500 * Math.log(1 - draw())) + (draw() < 0.01 ? 300_000 : 0)
    if (run === null) continue
    const key = `${p}:${run}`
    const rows = rowsOf.get(key)
    if (rows) rows.push(row)
    else rowsOf.set(key, [row])
    routineOf.set(key, run.slice(0, run.indexOf('#')))
  }
  const truth = [...rowsOf].map(([key, rows]) => ({ rows, routine: routineOf.get(key)! }))
  return {
    log: builder.finish({ name: `generated ${seed}`, order: 'input' }),
    truth: truth.sort((a, b) => a.rows[0]! - b.rows[0]!),
    routines,
  }
}

class Maker {
  private readonly options: GeneratorOptions
  private readonly routines: readonly PlantedRoutine[]
  private readonly draw: () => number
  private readonly listRow: number[]
  private texts = 0
  private made = 0

  constructor(options: GeneratorOptions, routines: readonly PlantedRoutine[], draw: () => number) {
    this.options = options
    this.routines = routines
    this.draw = draw
    this.listRow = routines.map(() => 1)
  }

  /** Events of one person: runs, with what stands between them. */
  stream(runs: number): Made[] {
    const { noise = 0, interrupted = 0, batched = false } = this.options
    const which = Array.from({ length: runs }, (_, k) =>
      batched ? Math.floor((k * this.routines.length) / runs) : this.pick(this.routines.length),
    )
    const events: Made[] = []
    let owed = 0
    while (which.length > 0) {
      const run = this.run(which.shift()!)
      if (which.length > 0 && run.length > 4 && this.draw() < interrupted) {
        const at = 2 + this.pick(run.length - 3)
        run.splice(at, 0, ...this.run(which.shift()!))
      }
      events.push(...run)
      owed += (run.length * noise) / Math.max(1 - noise, 1e-6)
      const some = Math.floor(owed * 2 * this.draw())
      owed -= some
      for (let k = 0; k < some; k++) events.push(this.stray())
    }
    return events
  }

  private run(routine: number): Made[] {
    const { reordered = 0, typos = 0, undone = 0, strayed = 0 } = this.options
    const { name, blocks } = this.routines[routine]!
    const run = `${name}#${this.made++}`
    const row = ++this.listRow[routine]!
    const order = [...blocks.keys()]
    if (this.draw() < reordered) {
      const free = order.filter(b => blocks[b]!.free)
      const places = [...free]
      for (let k = free.length - 1; k > 0; k--) {
        const other = this.pick(k + 1)
        ;[free[k], free[other]] = [free[other]!, free[k]!]
      }
      places.forEach((at, k) => {
        order[at] = free[k]!
      })
    }
    const events: Made[] = []
    let clipboard: Masked | null = null
    for (const b of order) {
      if (this.draw() >= blocks[b]!.share) continue
      for (const step of blocks[b]!.steps) {
        const value: Masked | null = step.value === 'pasted' ? clipboard : this.value(step)
        if (step.value === 'copied') clipboard = value
        const event: Made = {
          action: step.action,
          element: step.element,
          value,
          run,
          ...(step.column === undefined ? {} : { row, column: step.column }),
        }
        if (step.value === 'typed' && this.draw() < typos) events.push({ ...event, value: this.text() })
        events.push(event)
        if (this.draw() < undone) events.push({ action: 'undo', element: { application: 'Browser' }, run }, event)
        if (this.draw() < strayed) events.push(this.stray())
      }
    }
    return events
  }

  private value({ value }: PlantedStep): Masked | null {
    if (value === undefined) return null
    return value === 'chosen' ? masked(`choice ${this.pick(4)}`) : this.text()
  }

  private text(): Masked {
    return masked(this.draw() < 0.15 ? `common ${this.pick(5)}` : `text ${this.texts++}`)
  }

  /** Something that belongs to no routine: any of some pages and controls, or a step of a routine out of place. */
  private stray(): Made {
    if (this.draw() < 0.1) {
      const { blocks } = this.routines[this.pick(this.routines.length)]!
      const { steps } = blocks[this.pick(blocks.length)]!
      const step = steps[this.pick(steps.length)]!
      return {
        action: step.action,
        element: step.element,
        value: this.value(step),
        run: null,
        ...(step.column === undefined ? {} : { row: 1 + this.pick(60), column: step.column }),
      }
    }
    const site = SITES[this.pick(SITES.length)]!
    const at = this.pick(6)
    const element = {
      application: 'Browser',
      page: `https://${site}.test/`,
      role: at < 3 ? 'link' : 'button',
      name: `${site} ${at}`,
    }
    return { action: this.draw() < 0.8 ? 'click' : 'scroll', element, run: null }
  }

  private pick(n: number): number {
    return Math.floor(this.draw() * n)
  }
}

/** A made-up value: equal texts, equal hashes. */
function masked(text: string): Masked {
  return { shape: 'aaaa', class: 'word', length: 3, hash: text, keys: [], clear: null }
}
