import { RequestError } from '../base/errors.ts'
import { fileSource, nodePlatform } from '../base/platform.node.ts'
import type { Cancel, Progress } from '../base/platform.ts'
import { writeUiLogFolder } from '../formats/index.node.ts'
import { openUiLog } from '../formats/index.ts'
import type { UiLog } from '../log/ui-log.ts'
import { type MaskingRule, ValueMasker, withFilesNamed, withoutValues } from '../privacy/index.ts'
import type { ImportedUi, UiImport } from './work.ts'

/**
 * Read one recording (or a zip of several), mask it and write it as a UI log into the empty target folder. Throws
 * `FormatError` where it cannot be read, `RequestError` where it holds values in clear and may not.
 */
export async function importUi(
  work: UiImport,
  { progress, cancel }: { readonly progress: Progress; readonly cancel: Cancel },
): Promise<ImportedUi> {
  const { format, mapping, timeZone, cases, maskRules } = work.reading
  const mayBeClear = work.keepValues || keeps(maskRules)
  const { log, problems, ...read } = await openUiLog(
    { ...(await fileSource(work.path)), name: work.name },
    {
      platform: nodePlatform,
      key: work.key,
      ...work.declared,
      limits: work.limits,
      progress,
      cancel,
      ...(work.keepValues ? { keepValues: true } : {}),
      ...(format === undefined ? {} : { format }),
      ...(mapping === undefined ? {} : { mapping }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(cases === undefined ? {} : { cases }),
      ...(maskRules === undefined ? {} : { rules: maskRules }),
    },
  )
  if (!mayBeClear && isInClear(log))
    throw new RequestError(
      'This UI log was made with values in clear. Make it again without them, or let an owner import it with keepValues.',
      'refused',
    )
  cancel.throwIfCancelled()
  const masker = new ValueMasker({ key: work.key })
  // who may read the UI log knows how the upload is called, not what lies in it
  const nameOf = (file: string) => (mayBeClear || file === work.name ? file : masker.name(file))
  writeUiLogFolder(work.target, { ...log, name: work.logName })
  return {
    format: read.format ?? 'unknown',
    events: log.eventCount,
    recordings: log.recordings.length,
    capture: log.capture,
    problems: withFilesNamed(withoutValues(problems), nameOf),
  }
}

/** Whether rules keep values in clear, which only an owner may want. */
export const keeps = (rules: readonly MaskingRule[] = []): boolean => rules.some(({ action }) => action === 'keep')

/** A stored UI log is read as it was masked where it was made: what it says of that, and what it holds. */
const isInClear = ({ capture, values }: UiLog): boolean =>
  capture.length > 0 || values.clear.codes.some(code => code >= 0)
