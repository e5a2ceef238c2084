import { notApplicable, ok, type Result } from '../../base/result.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { inductiveMiner, inductiveMinerInfrequent } from '../../discovery/index.ts'
import { openModel } from '../../formats/models/open-model.ts'
import { type VariantLog, variantLogOf } from '../../log/variant-log.ts'
import { type LabelMapping, labelsOf, mapLabels, parseLabelMapping } from '../../model/label-mapping.ts'
import { modelNet } from '../../model/model-as.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { proposeLabelMapping } from '../../model/propose-label-mapping.ts'
import { treeToNet } from '../../model/tree-to-net.ts'

/** What a log is held against, in the words of the log. */
export interface Baseline {
  readonly net: PetriNet
  /** Id in the model of each transition of the net. */
  readonly ids: readonly string[]
  /** Activities that are left out of the comparison. */
  readonly ignored: ReadonlySet<string>
  /** Where the model comes from and how its labels were read; sentences. */
  readonly notes: readonly string[]
}

/** Mined from the log itself: what most cases do is the norm. */
export function minedBaseline(log: VariantLog, noise: number): Baseline {
  const net = treeToNet(noise === 0 ? inductiveMiner(log) : inductiveMinerInfrequent(log, noise))
  return {
    net,
    ids: net.transitions.map(({ id }) => id),
    ignored: new Set(),
    notes: [
      `No model was given: the cases are held against the one that the inductive miner finds in them with noise ${noise}. What is usual counts as right.`,
    ],
  }
}

/**
 * A model of any format, as text. `labels` null: labels that no activity has are matched to activities by what they are alike in, and
 * that is told; labels without a match stay, so that they are missing. Throws `FormatError` where the text is no model.
 */
export function givenBaseline(text: string, labels: unknown, activities: readonly string[]): Result<Baseline> {
  // the mark says UTF-8, whatever the declaration of a text that was decoded before says
  const { model, problems } = openModel(encodeUtf8(`\ufeff${text.replace(/^\ufeff/, '')}`), 'model')
  const notes = problems.map(({ message }) => message)
  const made = modelNet(model, (element, because) => notes.push(`${element}: ${because}`))
  if (!made.ok) return notApplicable(made.because)
  const mapping = labels === null ? proposed(made.value, activities, notes) : parseLabelMapping(labels)
  const { net, origins } = mapLabels(made.value, mapping)
  return ok({
    net,
    ids: origins.map(origin => made.value.transitions[origin]!.id),
    ignored: new Set(mapping.ignoredActivities),
    notes,
  })
}

function proposed(net: PetriNet, activities: readonly string[], notes: string[]): LabelMapping {
  const { labels, ...rest } = proposeLabelMapping(labelsOf(net), activities)
  const matched = labels.filter(({ activities }) => activities.length > 0)
  for (const { label, activities, by, confidence } of matched)
    if (by !== 'same')
      notes.push(
        `The label *${label}* of the model is taken for ${activities.map(name => `*${name}*`).join(', ')} (${by}, ${Math.round(confidence * 100)} % sure); a label mapping says otherwise.`,
      )
  return { ...rest, labels: matched }
}

/** The same variants, in the same order, without some activities. */
export function withoutActivities(
  { activities, offsets, symbols, cases }: VariantLog,
  ignored: ReadonlySet<string>,
): VariantLog {
  if (ignored.size === 0) return { activities, offsets, symbols, cases }
  return variantLogOf(
    Array.from(cases, (count, v) => ({
      cases: count,
      activities: Array.from(symbols.subarray(offsets[v]!, offsets[v + 1]!), s => activities[s]!).filter(
        name => !ignored.has(name),
      ),
    })),
  )
}
