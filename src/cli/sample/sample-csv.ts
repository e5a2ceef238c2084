import { DAY } from '../../base/time.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { dayOf, toUtc } from './office-time.ts'
import {
  activities,
  channels,
  FINISH,
  orderToCash,
  people,
  products,
  regions,
  type SampleCase,
  segments,
  type Team,
} from './order-to-cash.ts'
import { type SampleTruth, TruthCounter } from './truth.ts'

const HEADER =
  'order,activity,start,complete,resource,team,department,region,segment,channel,product,amount_EUR,items,promised_date\n'
const departments: Record<Team, string> = {
  Sales: 'Sales',
  Credit: 'Finance',
  Billing: 'Finance',
  'Depot North': 'Supply',
  'Depot South': 'Supply',
  System: 'IT',
  Carrier: 'Supply',
}

export interface SampleOptions {
  readonly cases: number
  readonly seed: number
  /** case: one case after the other. time: by complete; holds the rows of open cases (about a tenth of the file). */
  readonly order: 'case' | 'time'
}

const activityBytes = activities.map(name => encodeUtf8(`${name},`))
const personBytes = people.map(({ name, team }) => encodeUtf8(`,${name},${team},${departments[team]},`))
const CHUNK = 1 << 18
const ROOM = 512

/** Bytes written one behind the other, handed over in pieces. */
class Writer {
  bytes = new Uint8Array(CHUNK)
  at = 0

  put(source: Uint8Array, from = 0, to = source.length): void {
    // short pieces: a loop beats set()
    for (let i = from; i < to; i++) this.bytes[this.at++] = source[i]!
  }

  make(room: number): void {
    if (this.at + room <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + room))
    grown.set(this.bytes.subarray(0, this.at))
    this.bytes = grown
  }

  two(value: number): void {
    this.bytes[this.at++] = 48 + Math.floor(value / 10)
    this.bytes[this.at++] = 48 + (value % 10)
  }

  /** `2024-02-29T12:34:56Z` of epoch ms. */
  instant(utc: number): void {
    const day = Math.floor(utc / DAY)
    this.put(dateBytes(day))
    const seconds = Math.floor((utc - day * DAY) / 1000)
    this.two(Math.floor(seconds / 3600))
    this.bytes[this.at++] = 58
    this.two(Math.floor(seconds / 60) % 60)
    this.bytes[this.at++] = 58
    this.two(seconds % 60)
    this.bytes[this.at++] = 90
  }
}

const dates = new Map<number, Uint8Array>()
function dateBytes(day: number): Uint8Array {
  let bytes = dates.get(day)
  if (!bytes) dates.set(day, (bytes = encodeUtf8(`${new Date(day * DAY).toISOString().slice(0, 10)}T`)))
  return bytes
}

/** The columns that are the same in all rows of a case, from `,region` on. */
function caseBytes(c: SampleCase): Uint8Array {
  const cents = String(c.value % 100).padStart(2, '0')
  const due = new Date(toUtc(c.due)).toISOString().slice(0, 19)
  return encodeUtf8(
    `${regions[c.region]},${segments[c.segment]},${channels[c.channel]},${products[c.product]},` +
      `${Math.floor(c.value / 100)}.${cents},${c.items},${due}Z\n`,
  )
}

function putRow(writer: Writer, c: SampleCase, i: number, id: Uint8Array, tail: Uint8Array): void {
  writer.make(ROOM)
  writer.put(id)
  writer.put(activityBytes[c.activity[i]!]!)
  writer.instant(toUtc(c.start[i]!))
  writer.bytes[writer.at++] = 44
  writer.instant(toUtc(c.complete[i]!))
  writer.put(personBytes[c.person[i]!]!)
  writer.put(tail)
}

/**
 * The sample as CSV (UTF-8, LF), in pieces of some 256 KiB, which must be used up before the next is asked for; at
 * the end the truth about what was planted. Memory does not grow with the number of cases (order `case`).
 */
export function* sampleCsv(options: SampleOptions): Generator<Uint8Array, SampleTruth> {
  const truth = new TruthCounter()
  const writer = new Writer()
  writer.put(encodeUtf8(HEADER))
  const days = options.order === 'time' ? new Days() : null
  for (const c of orderToCash(options.cases, options.seed)) {
    truth.add(c)
    if (c.size === 0) continue
    const id = encodeUtf8(`SO${100_000 + c.number},`)
    const tail = caseBytes(c)
    if (days === null) for (let i = 0; i < c.size; i++) putRow(writer, c, i, id, tail)
    else {
      days.flush(dayOf(c.start[0]!), writer)
      for (let i = 0; i < c.size; i++) days.add(c, i, id, tail)
    }
    if (writer.at > CHUNK - (1 << 14)) {
      yield writer.bytes.subarray(0, writer.at)
      writer.at = 0
    }
  }
  if (days !== null)
    for (let day = days.from; day <= dayOf(FINISH); day++) {
      days.flush(day + 1, writer)
      yield writer.bytes.subarray(0, writer.at)
      writer.at = 0
    }
  if (writer.at > 0) yield writer.bytes.subarray(0, writer.at)
  return truth.result(options)
}

/** Rows by the day on which they complete: cases come by day of arrival, so a day before the newest arrival is done. */
class Days {
  from = 0
  private readonly days = new Map<number, { writer: Writer; starts: number[]; complete: number[] }>()

  add(c: SampleCase, i: number, id: Uint8Array, tail: Uint8Array): void {
    const at = dayOf(c.complete[i]!)
    let day = this.days.get(at)
    if (!day) this.days.set(at, (day = { writer: new Writer(), starts: [], complete: [] }))
    day.starts.push(day.writer.at)
    day.complete.push(c.complete[i]!)
    putRow(day.writer, c, i, id, tail)
  }

  /** Write all days before `until`, each by complete, then by case. */
  flush(until: number, into: Writer): void {
    for (; this.from < until; this.from++) {
      const day = this.days.get(this.from)
      if (!day) continue
      this.days.delete(this.from)
      day.starts.push(day.writer.at)
      const order = day.complete.map((_, i) => i).sort((a, b) => day.complete[a]! - day.complete[b]! || a - b)
      for (const i of order) {
        into.make(ROOM)
        into.put(day.writer.bytes, day.starts[i]!, day.starts[i + 1]!)
      }
    }
  }
}
