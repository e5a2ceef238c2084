import type { Masked } from '../../log/masked.ts'
import type { UiElement } from '../../log/ui-log.ts'
import type { UiEvent } from '../../log/ui-log-builder.ts'
import { classText, type EventClasses } from './classes/event-classes.ts'
import type { RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'

/** An event of a stream: as a recorder or reader hands it over, masked. */
export interface StreamEvent extends Omit<UiEvent, 'value' | 'fieldValue' | 'element'> {
  readonly value?: Masked | null
  readonly element?: Partial<UiElement> | null
}

/** What a log taught about its runs: enough to segment events that come after it. */
export interface RunKnowledge {
  readonly classes: EventClasses
  readonly model: RunModel
  /** Id of the routine by class of the model. */
  readonly routines: readonly string[]
}

/** Bits of a value and of a table's row that was not seen before, in a stream that keeps no statistics of them. */
const VALUE_BITS = 12
const ROW_BITS = 6

/** The last events of one person as a sequence. */
export class StreamBuffer implements Sequence {
  size = 0
  readonly events: StreamEvent[] = []
  readonly symbolCount: number
  readonly symbol: Int32Array
  readonly starts: Uint8Array
  readonly cues: Uint8Array
  readonly sameSymbol: Int32Array
  readonly sameValue: Int32Array
  readonly hasValue: Uint8Array
  readonly valuesBefore: Int32Array
  readonly sameTable: Int32Array
  readonly sameRow: Uint8Array
  readonly symbolBits: Float64Array
  readonly symbolShare: Float64Array
  readonly valueShare: Float64Array
  readonly valueBits: Float64Array
  readonly rowBits: Float64Array
  readonly completion: Uint8Array
  readonly ordinal: Int32Array
  private readonly latest = new Map<string, number>()
  private readonly codeOf: ReadonlyMap<string, number>
  private readonly contextOf: ReadonlyMap<string, readonly string[]>

  constructor({ classes, model }: RunKnowledge, capacity: number) {
    const taught = model.taught
    this.symbolCount = classes.texts.length
    this.codeOf = codesOf(classes)
    this.contextOf = new Map(classes.context.map(({ of, attributes }) => [of, attributes]))
    const unknown = 1 / Math.max(1, taught.size)
    this.symbolShare = Float64Array.from([...taught.symbolShare.subarray(0, this.symbolCount), unknown])
    this.symbolBits = this.symbolShare.map(share => -Math.log2(share))
    this.completion = Uint8Array.from([...taught.completion.subarray(0, this.symbolCount), 0])
    this.symbol = new Int32Array(capacity)
    this.starts = new Uint8Array(capacity)
    this.cues = new Uint8Array(capacity)
    this.sameSymbol = new Int32Array(capacity).fill(-1)
    this.sameValue = new Int32Array(capacity).fill(-1)
    this.hasValue = new Uint8Array(capacity)
    this.valuesBefore = new Int32Array(capacity + 1)
    this.sameTable = new Int32Array(capacity).fill(-2)
    this.sameRow = new Uint8Array(capacity)
    this.valueShare = new Float64Array(capacity).fill(2 ** -VALUE_BITS)
    this.valueBits = new Float64Array(capacity)
    this.rowBits = new Float64Array(capacity)
    this.ordinal = new Int32Array(capacity)
  }

  add(event: StreamEvent): void {
    const i = this.size
    this.events.push(event)
    this.ordinal[i] = event.ordinal
    const symbol = this.codeOf.get(this.textOf(event)) ?? this.symbolCount
    this.symbol[i] = symbol
    this.sameSymbol[i] = this.before(`s${symbol}`, i)
    const hash = event.value?.hash ?? null
    this.hasValue[i] = hash === null ? 0 : 1
    this.valuesBefore[i + 1] = this.valuesBefore[i]! + this.hasValue[i]!
    if (hash !== null) {
      this.sameValue[i] = this.before(`v${hash}`, i)
      this.valueBits[i] = VALUE_BITS
    }
    if ((event.row ?? 0) > 0) {
      const { document = null, page = null, group = null } = event.element ?? {}
      this.sameTable[i] = this.before(`t${JSON.stringify([document, page, group])}`, i)
      this.rowBits[i] = ROW_BITS
      if (this.sameTable[i]! >= 0 && this.events[this.sameTable[i]!]!.row === event.row) this.sameRow[i] = 1
    }
    this.size++
  }

  private before(key: string, i: number): number {
    const found = this.latest.get(key) ?? -1
    this.latest.set(key, i)
    return found
  }

  private textOf({ sourceAction, action, element, column, row }: StreamEvent): string {
    const word = sourceAction ?? action
    const application = element?.application ?? null
    const base = application === null ? word : `${word} | ${application}`
    const place: Readonly<Record<string, number | undefined>> = { column, row }
    return classText(
      base,
      (this.contextOf.get(base) ?? []).map(attribute => [
        attribute,
        attribute in place
          ? String(place[attribute] || '')
          : String((element as Readonly<Record<string, unknown>> | null)?.[attribute] ?? ''),
      ]),
    )
  }
}

const codes = new WeakMap<EventClasses, ReadonlyMap<string, number>>()
function codesOf(classes: EventClasses): ReadonlyMap<string, number> {
  let found = codes.get(classes)
  if (!found) codes.set(classes, (found = new Map(classes.texts.map((text, code) => [text, code]))))
  return found
}
