import { store } from './store.ts'

/**
 * Whether the owner of a file that was opened in this browser looks past the person gate. Said anew on each visit of
 * the page; logs of a server know no such switch.
 */
export const showPeople = store(false)
