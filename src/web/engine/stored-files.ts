import type { WrittenMaskingRules } from '../../analyses/index.ts'
import { forgetEdits } from '../state/edits-of.ts'
import { forgetBaselinesHere } from './baselines-here.ts'
import { browserStore } from './browser-store.ts'
import type { NamedFile } from './protocol.ts'

/**
 * Dropped files are remembered in this browser (IndexedDB, this machine only), so that a reload or a link shows the
 * same screen. Forgetting one deletes it. Where the browser keeps nothing (private windows), everything else works.
 */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly file: Blob
  readonly mapping?: unknown
  /** Of an object-centric log: the type whose objects are the cases. */
  readonly objectType?: string
  /** Of a UI log: its recordings (`file` is the first of them), and whether values are kept in clear. */
  readonly recordings?: {
    readonly files: readonly NamedFile[]
    readonly keepValues: boolean
    /** Of the columns of tables. */
    readonly mapping?: unknown
    readonly maskRules?: WrittenMaskingRules
  }
  /** Epoch ms of the last opening. */
  readonly opened: number
}
/** How recordings are read in the browser. */
export interface RecordingsReading {
  /** The person says that they are their own and may be kept in clear. */
  readonly keepValues?: boolean
  /** Of the columns of a table; absent: as proposed. */
  readonly mapping?: unknown
  /** Masking rules beside the built-in ones. */
  readonly maskRules?: WrittenMaskingRules
}
const files = browserStore<StoredFile>('parfocal', 'files', 'id')
const KEPT = 8

export const storedFile = (id: string): Promise<StoredFile | undefined> => files.get(id).catch(() => undefined)

/** The most recently opened first. */
export async function storedFiles(): Promise<readonly StoredFile[]> {
  const all = await files.all().catch(() => [])
  return [...all].sort((a, b) => b.opened - a.opened)
}

/** With everything that was said of it. */
export async function forgetFile(id: string): Promise<void> {
  await forgetBaselinesHere(id)
  await removeFile(id)
}

async function removeFile(id: string): Promise<void> {
  forgetEdits(id)
  await files.delete(id).catch(() => undefined)
}

export async function storeFile(file: StoredFile): Promise<void> {
  await files.put(file).catch(() => undefined)
  for (const old of (await storedFiles()).slice(KEPT)) await removeFile(old.id)
}

/** The same file (name, size, time, mapping, object type) has the same id, so that a link made from it works again. */
export async function fileId(file: File, mapping: unknown, objectType?: string): Promise<string> {
  const text = JSON.stringify([
    file.name,
    file.size,
    file.lastModified,
    mapping ?? null,
    ...(objectType === undefined ? [] : [objectType]),
  ])
  const digest = await sha256(new TextEncoder().encode(text))
  return `here-${digest.slice(0, 12)}`
}

/** The same for recordings that make one UI log; logs of interactions are known by their id. */
export async function recordingsId(
  files: readonly File[],
  { keepValues = false, mapping, maskRules }: RecordingsReading,
): Promise<string> {
  const known = files.map(file => [file.name, file.size, file.lastModified])
  const said = [
    ...(mapping === undefined ? [] : [{ mapping }]),
    ...(maskRules === undefined ? [] : [{ maskRules: maskRules.rules }]),
  ]
  const text = JSON.stringify([keepValues, ...known, ...said])
  return `here-ui-${(await sha256(new TextEncoder().encode(text))).slice(0, 12)}`
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // crypto.subtle is missing on plain http from another machine: then FNV-1a, which is enough to tell files apart.
  if (globalThis.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
  }
  let a = 0x811c9dc5
  let b = 0x1000193
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193)
    b = Math.imul(b ^ byte, 0x85ebca6b)
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')
}
