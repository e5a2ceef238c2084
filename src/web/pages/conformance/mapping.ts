import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import type { LabelMapping } from '../../../model/index.ts'
import type { Prepared } from './protocol.ts'

/** Every label of the model with what it stands for: as it is kept, else as proposed; what nothing is known of stands for nothing. */
export function fullMapping({ model, proposed }: Prepared, kept: BaselineDocument['labels']): LabelMapping {
  const known = (kept as LabelMapping | null) ?? proposed
  const entries = new Map(known.labels.map(entry => [entry.label, entry]))
  return {
    version: 1,
    labels: model.labels.map(label => entries.get(label) ?? { label, activities: [], confidence: 0, by: 'none' }),
    ignoredActivities: known.ignoredActivities,
  }
}

/** What is kept: a label that nothing fits stays in the model, so that it is missing; one that a person ignores does not. */
export const storedMapping = (mapping: LabelMapping): LabelMapping => ({
  ...mapping,
  labels: mapping.labels.filter(({ by }) => by !== 'none'),
})
