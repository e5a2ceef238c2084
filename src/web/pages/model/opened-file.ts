import { useSyncExternalStore } from 'react'
import { notify, sentenceOf } from '../../state/notices.ts'
import { store } from '../../state/store.ts'

/** A model file that a person opened: it stays in this page until another one is opened or a miner is chosen. */
export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Models beyond this many bytes are not read. */
const MOST = 1 << 26

export const openedFile = store<OpenedFile | null>(null)
export const useOpenedFile = (): OpenedFile | null => useSyncExternalStore(openedFile.subscribe, openedFile.get)

/** Whether it was; where it is too large to be a model, or cannot be read, the person is told. */
export async function openModelFile(file: File): Promise<boolean> {
  try {
    if (file.size > MOST) throw new Error(`"${file.name}" has ${file.size} bytes: it is no model.`)
    openedFile.set({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    return true
  } catch (error) {
    notify(sentenceOf(error), 'error')
    return false
  }
}
