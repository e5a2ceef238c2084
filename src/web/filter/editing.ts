import type { Clause } from '../../log/filter.ts'
import { store } from '../state/store.ts'

/**
 * The clause that is being edited: `at` its place in the stack, null for a new one, which begins as `draft` where one
 * is given (a bar or a row that was clicked opens the right filter prefilled).
 */
export interface Editing {
  readonly at: number | null
  readonly draft?: Clause
}
export const editing = store<Editing | null>(null)
