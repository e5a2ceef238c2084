import { z } from 'zod'
import { FormatError } from '../../base/errors.ts'
import { parseLabelMapping } from '../../model/label-mapping.ts'
import type { ConformanceQuestion } from './conformance-question.ts'
import { allowedDeviationShape, readDeviationAllowlist } from './deviation-allowlist.ts'

/** A model that a log is held against, with what its labels stand for and which deviations are accepted: version 1 (FORMATS.md). */
export const baselineDocumentShape = z.strictObject({
  parfocal: z.literal('baseline'),
  version: z.literal(1),
  name: z.string().max(200),
  model: z
    .string()
    .default('')
    .describe('the text of a model of any known format; empty: the model is mined from the log with `noise`'),
  noise: z.number().min(0).max(1).default(0.2).describe('of the inductive miner where there is no model'),
  labels: z.unknown().default(null).describe('label mapping; null: labels are matched each time anew'),
  allow: z.array(allowedDeviationShape).max(10_000).default([]).describe('deviations that are accepted'),
})
export type BaselineDocument = z.infer<typeof baselineDocumentShape>

/** The document of JSON, defaults filled in. Throws `FormatError` naming the part that is wrong; the model itself is not read. */
export function baselineDocumentFrom(given: unknown): BaselineDocument {
  const parsed = baselineDocumentShape.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue!.path.length > 0 ? `"${issue!.path.join('.')}" of the baseline` : 'The baseline'
    throw new FormatError(`${where}: ${issue!.message}.`.replace('..', '.'), {
      fix: 'See FORMATS.md for the shape of the file.',
    })
  }
  const { labels, allow } = parsed.data
  readDeviationAllowlist(allow, 'the allowlist of the baseline')
  return { ...parsed.data, labels: labels === null ? null : parseLabelMapping(labels) }
}

/** The question with what its baseline document says in place of its own. */
export function withBaseline(question: ConformanceQuestion): ConformanceQuestion {
  if (question.baseline === null) return question
  const { model, labels, allow, noise } = baselineDocumentFrom(question.baseline)
  return { ...question, model, labels, allow, noise }
}
