import { z } from 'zod'

/* What the schemas of answers about UI logs are made of. */
export const text = z.string()
export const texts = z.array(text).readonly()
export const count = z.number().int().min(0)
export const share = z.number().min(0).max(1)
export const people = count.nullable().describe('null: fewer than the minimum group size')
export const handsOnMs = z.number().nullable().describe('ms; null where it is not known or not told')
export const list = <T extends z.ZodType>(of: T) => z.array(of).readonly()
/** Data rows of the input, 0-based, both inclusive. */
export const rows = z.object({ first: count, last: count })
