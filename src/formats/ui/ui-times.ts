import { encodeUtf8Into } from '../../base/utf8.ts'
import type { Problems } from '../../log/problems.ts'
import { type DateParser, dateParser, newInstant } from '../table/date-format.ts'
import { firstPart, guessDate, guessEpoch } from '../table/detect-date.ts'
import { zoneClock } from '../table/time-zone.ts'

const COLON = 0x3a

interface Known {
  readonly format: string
  readonly parse: DateParser
}

/**
 * Reads the times of a column whose rows may have different formats (two recorders that write one file): each text by
 * the formats that fitted before it, else by what it looks like. Day and month that could be either are read as those
 * of the texts that leave no doubt.
 */
export class UiTimes {
  private readonly known: Known[] = [{ format: 'iso', parse: dateParser('iso') }]
  private readonly problems: Problems
  private readonly clock: ReturnType<typeof zoneClock>
  private readonly used = new Set<string>()
  private readonly instant = newInstant()
  private bytes = new Uint8Array(192)
  private side: 'day' | 'month' | null = null
  private zoneTold = false

  constructor(problems: Problems, timeZone = 'UTC') {
    this.problems = problems
    this.clock = zoneClock(timeZone)
  }

  /** Look at texts before they are read: what leaves no doubt decides on what does. */
  learn(texts: Iterable<string>): void {
    for (const text of texts) {
      const formats = guessDate(text)
      if (formats.length === 1) this.side ??= firstPart(formats[0]!)
    }
  }

  /** Epoch ms; undefined where the text is no time (reported at `place`). */
  read(text: string, place: { readonly row?: number; readonly column?: string }): number | undefined {
    const trimmed = text.trim()
    // some recorders put a colon before the fraction of the second
    const value = trimmed.charCodeAt(19) === COLON ? trimmed.replace(/^(.{19}):(?=\d+$)/, '$1.') : trimmed
    if (value === '') return this.unreadable(text, place)
    if (value.length * 3 > this.bytes.length) return this.unreadable(text, place)
    const length = encodeUtf8Into(value, this.bytes, 0)
    const format = this.formatOf(value, length, place)
    if (format === null) return this.unreadable(text, place)
    if (!this.used.has(format)) {
      this.used.add(format)
      if (this.used.size > 1)
        this.problems.add(
          'mixed-time-formats',
          'Times of one column are written in several ways; each was read in its own.',
          { ...place, value: `${[...this.used].join(', ')}` },
          'info',
        )
    }
    if (this.instant.zoned) return this.instant.ms
    if (!this.zoneTold) {
      this.zoneTold = true
      this.problems.add('zone-assumed', `Times name no zone; they were read as ${this.clock.timeZone}.`, place, 'info')
    }
    return this.clock.toInstant(this.instant.ms)
  }

  private formatOf(value: string, length: number, place: object): string | null {
    for (const [i, { format, parse }] of this.known.entries())
      if (parse(this.bytes, 0, length, this.instant)) {
        if (i > 1) this.known.splice(1, 0, ...this.known.splice(i, 1))
        return format
      }
    const formats = /^\d+(\.\d+)?$/.test(value) ? [guessEpoch(Number(value)) ?? []].flat() : guessDate(value)
    if (formats.length === 0) return null
    const sides = new Set(formats.map(firstPart))
    const either = sides.size > 1 && this.side === null
    const format = sides.size > 1 ? this.sided(value, formats) : formats[0]!
    const parse = dateParser(format)
    const read = parse(this.bytes, 0, length, this.instant)
    // a day that equals its month decides nothing on those that come
    if (either && this.isOneDay(formats, length)) return read ? format : null
    if (either)
      this.problems.add(
        'ambiguous-date',
        `Day and month could be either; the ${firstPart(format)} was taken to come first.`,
        { ...place, value },
        'warning',
      )
    if (read) this.known.push({ format, parse })
    return read ? format : null
  }

  private sided(value: string, formats: readonly string[]): string {
    const side = this.side ?? (value.includes('/') ? 'month' : 'day')
    return formats.find(format => firstPart(format) === side) ?? formats[0]!
  }

  /** Whether all formats read the same time; `instant` keeps it. */
  private isOneDay(formats: readonly string[], length: number): boolean {
    const { ms } = this.instant
    const other = newInstant()
    return formats.every(format => !dateParser(format)(this.bytes, 0, length, other) || other.ms === ms)
  }

  private unreadable(text: string, place: { readonly row?: number; readonly column?: string }): undefined {
    if (!this.problems.more('unreadable-time'))
      this.problems.add('unreadable-time', 'Times that could not be read are missing in the log.', {
        ...place,
        value: text,
      })
    return undefined
  }
}
