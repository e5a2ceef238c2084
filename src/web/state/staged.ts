import { store } from './store.ts'

/** Tables that were dropped and wait for the import page, where their columns are mapped before they are opened. */
export interface Staged {
  /** One log of cases, or several recordings with the same columns. */
  readonly files: readonly [File, ...File[]]
  readonly kind: 'event-log' | 'ui-log'
}
export const staged = store<Staged | null>(null)

/** Files whose columns have to be mapped; all other formats say themselves what their parts mean. */
export const isTable = (name: string): boolean => /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx)(\.gz)?$/i.test(name)
