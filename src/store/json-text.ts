import type { Json } from '../base/json.ts'

/** JSON as it is kept in a text column. `undefined` is kept as null. */
export const toText = (value: unknown): string => JSON.stringify(value ?? null)
export const fromText = (text: string): Json => JSON.parse(text) as Json
