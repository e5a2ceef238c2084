import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { formatInstant } from '../../base/time.ts'
import type { Selector, UiAction, UiElement } from '../../log/ui-log.ts'
import { decodeReferences, headText, readText } from './json-document.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'
import { UiTimes } from './ui-times.ts'
import { controlRole, WINDOW } from './windows-control.ts'

/** Recordings of the Windows Steps Recorder (.mht): a page with pictures, and in it the steps as XML. */
export const stepsRecorder: UiFormat = {
  id: 'steps-recorder',
  title: 'Windows Steps Recorder (.mht)',
  extensions: ['mht', 'mhtml'],
  recognises(head) {
    const text = headText(head)
    if (/<UserActionData>|<EachAction\s/.test(text)) return 0.95
    return /^(From|MIME-Version|Subject):/im.test(text.slice(0, 400)) && /_NextPart_SMP_|recordeddata/.test(text)
      ? 0.9
      : 0
  },
  read,
}

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const text = pageOf(await readText(source, options))
  if (!/<EachAction\s/.test(text))
    throw new FormatError('The page holds no steps of the Steps Recorder.', {
      file: source.name,
      fix: 'Save the recording again; a printed or re-saved page loses its steps.',
    })
  const reader = new UiLogReader(options)
  const sessions = text
    .split(/(?=<RecordSession\b)/)
    .filter(part => part.startsWith('<RecordSession') || part.includes('<EachAction'))
  const day = dayOf(text, reader)
  const times = new UiTimes(reader.problems, options.timeZone)
  let ordinal = 0
  for (const [i, session] of sessions.entries()) {
    await reader.beginRecording(i === 0 ? source.name : `${source.name} ${i + 1}`, stepsRecorder.id)
    const clock = new DayClock(day, times)
    for (const block of session.split(/(?=<EachAction\s)/).slice(1)) {
      const row = ordinal++
      const time = clock.at(attribute(block, 'Time'), row + 1)
      await reader.add({
        ordinal: row,
        ...eventOf(block.split('</EachAction>')[0]!),
        ...(time === undefined ? {} : { time }),
      })
    }
    const missed = Number(attribute(session, 'MissedActionCount') ?? 0)
    if (missed > 0)
      reader.problems.add('missed-actions', 'The recorder says that it missed actions.', {}, 'loss', missed)
  }
  return reader.finish(source.name)
}

/** The part of the message that holds the steps, decoded; it is plain in all versions seen, but need not be. */
function pageOf(text: string): string {
  const boundary = /boundary="?([^"\r\n;]+)"?/i.exec(text)?.[1]
  const parts = boundary === undefined ? [text] : text.split(`--${boundary}`)
  const part = parts.find(each => /Content-Type:\s*text\/html/i.test(each.slice(0, 500))) ?? text
  const encoding = /Content-Transfer-Encoding:\s*([\w-]+)/i.exec(part.slice(0, 500))?.[1]?.toLowerCase()
  const boundaryHint = boundary === undefined ? '' : `boundary="${boundary}"\n`
  if (encoding === 'quoted-printable') return boundaryHint + quotedPrintable(part)
  return boundaryHint + part
}

function quotedPrintable(text: string): string {
  const joined = text.replace(/=\r?\n/g, '')
  // a character takes four bytes at most; runs are bounded, so that none fills the stack
  return joined.replace(/(?:=[0-9A-F]{2}){1,4096}/gi, run => {
    const bytes = run
      .slice(1)
      .split('=')
      .map(hex => Number.parseInt(hex, 16))
    try {
      return decodeURIComponent(bytes.map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''))
    } catch {
      return String.fromCharCode(...bytes)
    }
  })
}

/** Steps have a time of day only; the day is that on which the file was written, which its boundary tells. */
function dayOf(text: string, reader: UiLogReader): string {
  const stamp = /_SMP_([0-9a-f]{15,16})_/i.exec(text)?.[1]
  const ms = stamp === undefined ? Number.NaN : Number(BigInt(`0x${stamp}`) / 10_000n) - 11_644_473_600_000
  const known = ms > 0 && ms < 4e12
  reader.problems.add(
    known ? 'day-of-file' : 'relative-times',
    known
      ? 'Steps tell the time of day only; the day is that on which the recording was saved.'
      : 'Steps tell the time of day only, and nothing tells the day: it is given as 1970-01-01.',
    {},
    known ? 'info' : 'warning',
  )
  return known ? formatInstant(ms).slice(0, 10) : '1970-01-01'
}

/** Times of day on a day; one that runs back by hours is after midnight. */
class DayClock {
  private readonly day: string
  private readonly times: UiTimes
  private shift = 0
  private before = Number.NEGATIVE_INFINITY

  constructor(day: string, times: UiTimes) {
    this.day = day
    this.times = times
  }

  at(time: string | null, row: number): number | undefined {
    if (time === null) return undefined
    const read = this.times.read(`${this.day} ${time.padStart(8, '0')}`, { row, column: 'Time' })
    if (read === undefined) return undefined
    if (read + this.shift < this.before - 12 * 3_600_000) this.shift += 86_400_000
    this.before = read + this.shift
    return this.before
  }
}

function eventOf(block: string): Omit<RawUiEvent, 'ordinal'> {
  const word = inner(block, 'Action') ?? ''
  const cursor = /^(-?\d+),(-?\d+)$/.exec(inner(block, 'CursorCoordsXY') ?? '')
  const [x, y] = cursor ? [Number(cursor[1]), Number(cursor[2])] : [0, 0]
  const pointed = x !== 0 || y !== 0
  return {
    action: actionOf(word, pointed),
    sourceAction: word === '' ? null : word,
    element: elementOf(block),
    ...(pointed ? { x, y } : {}),
  }
}

/** Words of the recorder in the languages of Windows seen; else what the pointer tells. */
const WORDS: readonly (readonly [RegExp, UiAction])[] = [
  [/comment|kommentar|comentario|commentaire|commento/i, 'note'],
  [/double|doppel|doble|doppio|duplo/i, 'double-click'],
  [/right|rechts|secundario|droit|destro|direito/i, 'context-click'],
  [/wheel|mausrad|\brad\b|rueda|molette|rotella|roda/i, 'scroll'],
  [/drag|zieh|arrastr|gliss|trascin/i, 'drag'],
  [/keyboard|tastatur|teclado|clavier|tastiera/i, 'enter'],
  [/left|links|primario|gauche|sinistro|esquerdo|clic|klick/i, 'click'],
]
const actionOf = (word: string, pointed: boolean): UiAction =>
  WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? (pointed ? 'click' : 'enter')

function elementOf(block: string): Partial<UiElement> {
  const levels = block.match(/<Level\b[^<>]*>/g) ?? []
  const [own] = levels
  const window = levels.findLast(level => attribute(level, 'ControlType') === WINDOW)
  const name = own ? attribute(own, 'Name') : null
  const type = own ? attribute(own, 'ControlType') : null
  // an automation id of digits is a place in a list
  const automation = own ? attribute(own, 'AutomationId') : null
  const identifier = automation !== null && /^\d{1,4}$/.test(automation) ? null : automation
  const group = levels.slice(1).find(level => level !== window && attribute(level, 'Name') !== null)
  const selectors: Selector[] = []
  if (name !== null) selectors.push({ kind: 'aria', text: name })
  if (identifier !== null) selectors.push({ kind: 'automation-id', text: identifier })
  return {
    system: 'Windows',
    application: attribute(block, 'FileDescription') ?? attribute(block, 'FileName'),
    window: window ? attribute(window, 'Name') : null,
    group: group ? attribute(group, 'Name') : null,
    role: type === null ? null : controlRole(type),
    name,
    identifier,
    selectors,
  }
}

function attribute(text: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(text)
  return found && found[1] !== '' ? decodeReferences(found[1]!) : null
}

function inner(text: string, tag: string): string | null {
  const found = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)
  return found && found[1]!.trim() !== '' ? decodeReferences(found[1]!.trim()) : null
}
