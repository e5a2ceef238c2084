import { FormatError } from '../base/errors.ts'
import { compareText } from '../base/sort.ts'
import type { PetriNet, Transition } from './petri-net.ts'

/** What a label of a model stands for among the activities of a log. */
export interface LabelEntry {
  readonly label: string
  /** Any of these is the label; none: the label is ignored, it happens without being seen. */
  readonly activities: readonly string[]
  /** How sure the proposal is, 0..1; 1 where a person said so. */
  readonly confidence: number
  /** `same` text, same `words`, `similar` words, a `person`, or `none` that fits. */
  readonly by: 'same' | 'words' | 'similar' | 'person' | 'none'
}

/**
 * A model's labels matched to a log's activities: plain JSON, to be stored with the model and edited by hand. Activities that
 * no label stands for are events that the model does not know, unless they are ignored.
 */
export interface LabelMapping {
  readonly version: 1
  readonly labels: readonly LabelEntry[]
  readonly ignoredActivities: readonly string[]
}

/** Labels of the net, each once, in order of first appearance. */
export const labelsOf = (net: PetriNet): readonly string[] => [
  ...new Set(net.transitions.flatMap(({ label }) => (label === null ? [] : [label]))),
]

export interface MappedNet {
  readonly net: PetriNet
  /** For each transition the number of the one that it was made of. */
  readonly origins: readonly number[]
}

/**
 * The net in the words of the log: a label with one activity is renamed, one with several becomes as many transitions, an
 * ignored one is silent. A label that the mapping does not name stays as it is.
 */
export function mapLabels(net: PetriNet, mapping: LabelMapping): MappedNet {
  const entries = new Map(mapping.labels.map(entry => [entry.label, entry.activities]))
  const origins: number[] = []
  const transitions: Transition[] = []
  const taken = new Set(net.transitions.map(({ id }) => id))
  net.transitions.forEach((transition, t) => {
    const { id, label } = transition
    const activities = label === null ? null : (entries.get(label) ?? [label])
    const labels = activities === null || activities.length === 0 ? [null] : [...new Set(activities)]
    labels.forEach((activity, i) => {
      origins.push(t)
      transitions.push({ ...transition, id: i === 0 ? id : freeId(`${id}:${i + 1}`, taken), label: activity })
    })
  })
  return { net: { ...net, transitions }, origins }
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  while (taken.has(id)) id += "'"
  taken.add(id)
  return id
}

/** Checks what was stored or sent; throws `FormatError` with the place in it. */
export function parseLabelMapping(value: unknown): LabelMapping {
  const whole = record(value, 'a label mapping')
  if (whole['version'] !== 1)
    throw new FormatError(
      `The label mapping has version ${JSON.stringify(whole['version'])}; this program reads version 1.`,
    )
  const labels = list(whole['labels'], 'labels').map((entry, i): LabelEntry => {
    const where = `labels[${i}]`
    const { label, activities, confidence, by } = record(entry, where)
    const names = texts(activities, `${where}.activities`)
    if (typeof label !== 'string') throw wrong(`${where}.label`, 'text')
    if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1))
      throw wrong(`${where}.confidence`, 'a number from 0 to 1')
    const reason = BY.find(one => one === by)
    if (!reason) throw wrong(`${where}.by`, `one of ${BY.join(', ')}`)
    return { label, activities: names, confidence, by: reason }
  })
  const twice = labels.find(({ label }, i) => labels.findIndex(other => other.label === label) !== i)
  if (twice) throw new FormatError(`The label mapping names the label "${twice.label}" twice.`)
  return { version: 1, labels, ignoredActivities: texts(whole['ignoredActivities'] ?? [], 'ignoredActivities') }
}

const BY: readonly LabelEntry['by'][] = ['same', 'words', 'similar', 'person', 'none']

const wrong = (where: string, what: string) => new FormatError(`${where} of the label mapping is not ${what}.`)

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError(`${where} is not an object.`, { fix: 'Propose the mapping again.' })
  return value as Record<string, unknown>
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(where, 'a list')
  return value
}

function texts(value: unknown, where: string): readonly string[] {
  const all = list(value, where)
  for (const one of all) if (typeof one !== 'string') throw wrong(where, 'a list of texts')
  return all as readonly string[]
}

/** The mapping with one entry as a person wants it; `activities` empty ignores the label. */
export function setLabel(mapping: LabelMapping, label: string, activities: readonly string[]): LabelMapping {
  const entry: LabelEntry = {
    label,
    activities: [...new Set(activities)].sort(compareText),
    confidence: 1,
    by: 'person',
  }
  const isKnown = mapping.labels.some(one => one.label === label)
  const labels = isKnown ? mapping.labels.map(one => (one.label === label ? entry : one)) : [...mapping.labels, entry]
  return { ...mapping, labels }
}
