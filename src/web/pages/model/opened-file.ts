import { useSyncExternalStore } from 'react'
import { formatNumber } from '../../format/numbers.ts'
import { notify, sentenceOf } from '../../state/notices.ts'
import { store } from '../../state/store.ts'

/** A model file that a person opened: it stays in this page until another one is opened or a miner is chosen. */
export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Files beyond this many bytes are not read as models. */
export const LARGEST_MODEL = 1 << 26
export const tooLarge = (bytes: number): string =>
  `It has ${formatNumber(bytes / (1 << 20), 0)} MB: files of more than ${LARGEST_MODEL / (1 << 20)} MB are not read as models.`

export const openedFile = store<OpenedFile | null>(null)
export const useOpenedFile = (): OpenedFile | null => useSyncExternalStore(openedFile.subscribe, openedFile.get)

/** Whether it was; where it is too large to be a model, or cannot be read, the person is told. */
export async function openModelFile(file: File): Promise<boolean> {
  try {
    if (file.size > LARGEST_MODEL) throw new Error(`${file.name}: ${tooLarge(file.size)}`)
    openedFile.set({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    return true
  } catch (error) {
    notify(sentenceOf(error), 'error')
    return false
  }
}
