import type { ByteSource } from '../../base/platform.ts'
import { defaultLimits, type ReadOptions } from '../format.ts'
import { headOf, isGzip, isZip, readable, unwrapGzip } from '../unwrap.ts'
import { fileOfZip, isPackage, zipEntries } from '../zip.ts'
import { ABOUT } from './own/tables.ts'
import { uiFormats } from './ui-formats.ts'

export interface UiRecognition {
  /** Id of the format. */
  readonly format: string
  /** 0..1 */
  readonly sure: number
}

const HEAD = 1 << 16
const LAYERS = 3
const LEAST = 0.2
/** Files of one zip that are looked at. */
const MOST_FILES = 64

/** The format of UI logs that a file seems to be in, looked at like `openUiLog` does but not read; null for none. */
export const recogniseUiLog = (source: ByteSource, options: ReadOptions): Promise<UiRecognition | null> =>
  within(readable(source), options, 0)

async function within(source: ByteSource, options: ReadOptions, layer: number): Promise<UiRecognition | null> {
  const limits = { ...defaultLimits, ...options.limits }
  const head = await headOf(source, HEAD)
  if (head.length === 0 || layer > LAYERS) return null
  if (isGzip(head)) return within(unwrapGzip(source, options.platform, limits), options, layer + 1)
  if (!isZip(head)) return best(head)
  const entries = await zipEntries(source, options.cancel)
  // a workbook tells its columns only when it is read
  if (isPackage(entries) || entries.length === 0) return null
  if (entries.some(path => path.slice(path.lastIndexOf('/') + 1) === ABOUT)) return { format: 'ui-log', sure: 1 }
  const bag = uiFormats.find(format => format.bag?.recognises(entries))
  if (bag) return { format: bag.id, sure: 0.95 }
  let surest: UiRecognition | null = null
  for (const path of entries.slice(0, MOST_FILES)) {
    const found = await within(fileOfZip(source, path, limits), options, layer + 1)
    if (found && found.sure > (surest?.sure ?? 0)) surest = found
  }
  return surest
}

function best(head: Uint8Array): UiRecognition | null {
  let found: UiRecognition | null = null
  for (const { id, recognises } of uiFormats) {
    const sure = recognises(head)
    if (sure > LEAST && sure > (found?.sure ?? 0)) found = { format: id, sure }
  }
  return found
}
