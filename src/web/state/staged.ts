import { store } from './store.ts'

/** A table that was dropped and waits for the import page, where its columns are mapped before it is opened. */
export const staged = store<File | null>(null)

/** Files whose columns have to be mapped; all other formats say themselves what their parts mean. */
export const isTable = (name: string): boolean => /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx)(\.gz)?$/i.test(name)
