import type { Layer } from './rewriting.ts'

/** What is done to a log, in order. */
export const layers: readonly Layer[] = []
