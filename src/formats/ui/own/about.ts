import { FormatError } from '../../../base/errors.ts'
import {
  type Demonstration,
  type Recording,
  type UiLog,
  type UiOrder,
  uiActions,
  uiEffects,
} from '../../../log/ui-log.ts'
import { listOf, numberOf, objectOf, textOf } from '../json-document.ts'

/**
 * `format` of the UI log's own files, and the version that is written. Version 1 knew no keys of titles and addresses
 * (`placeKeys`): its events have none.
 */
export const OWN_FORMAT = 'parfocal-ui-log'
export const OWN_VERSION = 2

/** What a stored UI log says of itself beside its rows. */
export interface About {
  readonly format: typeof OWN_FORMAT
  readonly version: number
  readonly name: string
  readonly events: number
  /** Whether events have a pointer. */
  readonly pointers: boolean
  /** Whether it is told what came of events. */
  readonly effects: boolean
  readonly order: UiOrder
  readonly capture: readonly string[]
  readonly recordings: readonly Recording[]
  readonly demonstrations: readonly Demonstration[]
}

export const aboutOf = (log: UiLog): About => ({
  format: OWN_FORMAT,
  version: OWN_VERSION,
  name: log.name,
  events: log.eventCount,
  pointers: log.x !== null,
  effects: log.effect !== null,
  order: log.order,
  capture: log.capture,
  recordings: log.recordings,
  demonstrations: log.demonstrations,
})

/** Checks what was read; throws `FormatError` where it is no UI log of ours, a newer one, or damaged. */
export function checkedAbout(value: unknown, file: string): About {
  const about = objectOf(value)
  if (about?.['format'] !== OWN_FORMAT) throw new FormatError('This is no UI log of Parfocal.', { file })
  const version = numberOf(about['version'])
  if (version === null || version > OWN_VERSION)
    throw new FormatError(`The UI log has version ${version}; this program knows versions up to ${OWN_VERSION}.`, {
      file,
      fix: 'Update Parfocal.',
    })
  const events = numberOf(about['events'])
  const order = objectOf(about['order'])
  const by = order?.['by']
  if (events === null || events < 0 || (by !== 'time' && by !== 'input'))
    throw damagedLog(file, 'its header is not whole')
  const count = (key: string) => numberOf(order?.[key]) ?? 0
  const recordings = listOf(about['recordings']).map(item => {
    const recording = objectOf(item)
    const span = spanOf(recording, events, file)
    return { id: String(recording?.['id'] ?? ''), source: String(recording?.['source'] ?? ''), ...span }
  })
  const demonstrations = listOf(about['demonstrations']).map(item => {
    const shown = objectOf(item)
    return { task: String(shown?.['task'] ?? ''), ...spanOf(shown, events, file) }
  })
  const isTiled = recordings.every(({ first }, i) => first === (recordings[i - 1]?.last ?? -1) + 1)
  if (!isTiled || (recordings.at(-1)?.last ?? -1) !== events - 1)
    throw damagedLog(file, 'its recordings do not follow one another from the first row to the last')
  if (demonstrations.some(({ first }, i) => i > 0 && first <= demonstrations[i - 1]!.last))
    throw damagedLog(file, 'its demonstrations overlap')
  return {
    format: OWN_FORMAT,
    version,
    name: textOf(about['name']) ?? '',
    events,
    pointers: about['pointers'] === true,
    effects: about['effects'] === true,
    order: { by, moved: count('moved'), ties: count('ties'), withoutTime: count('withoutTime') },
    capture: listOf(about['capture']).flatMap(name => textOf(name) ?? []),
    recordings,
    demonstrations,
  }
}

function spanOf(item: ReturnType<typeof objectOf>, events: number, file: string) {
  const [first, last] = [numberOf(item?.['first']), numberOf(item?.['last'])]
  if (first === null || last === null || first < 0 || last >= events || last < first - 1)
    throw damagedLog(file, 'a recording or demonstration lies outside of its rows')
  return { first, last }
}

export const damagedLog = (file: string, what: string): FormatError =>
  new FormatError(`The UI log is damaged: ${what}.`, { file, fix: 'Import its source again.' })

/** Refuses numbers that point nowhere: `codes` must lie in -1..size - 1 (0..size - 1 where `whole`). */
export function checkCodes(codes: Int32Array, size: number, file: string, what: string, whole = false): void {
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! >= size || codes[i]! < (whole ? 0 : -1))
      throw damagedLog(file, `${what} points to nothing in row ${i}`)
}

export const effectNumbers: ReadonlyMap<string, number> = new Map(uiEffects.map((effect, code) => [effect, code]))
export const actionNumbers: ReadonlyMap<string, number> = new Map(uiActions.map((action, code) => [action, code]))
