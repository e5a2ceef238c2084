import { store } from './store.ts'

/** A page that takes dropped files of its own kind: whether it took them. Others are opened as logs. */
export const fileTaker = store<((files: readonly File[]) => boolean) | null>(null)
