import { useSyncExternalStore } from 'react'
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

/** Throws where the file is too large to be a model, or cannot be read. */
export async function openModelFile(file: File): Promise<void> {
  if (file.size > MOST) throw new Error(`"${file.name}" has ${file.size} bytes: it is no model.`)
  openedFile.set({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
}
