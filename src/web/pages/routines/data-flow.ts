import type { Procedure, ValueSource } from '../../../tasks/index.ts'
import { shortName } from './source-text.ts'

/** A place that values come from, drawn once however many steps use it. */
export interface FlowSource {
  readonly key: string
  readonly kind: Exclude<ValueSource['kind'], 'computed'>
  readonly title: string
  readonly detail: string
}
/** A step that puts a value somewhere. */
export interface FlowTarget {
  readonly step: string
  readonly title: string
  readonly place: string
  /** The program between source and target; null where the value is taken as it is. */
  readonly program: string | null
  /** 0..1, as learned; null where nothing had to be learned. */
  readonly confidence: number | null
  /** Runs that have the step. */
  readonly support: number
}
export interface FlowLink {
  readonly source: number
  readonly target: number
  /** Of a program or of a source that nobody knows. */
  readonly sure: boolean
}
export interface DataFlow {
  readonly sources: readonly FlowSource[]
  readonly targets: readonly FlowTarget[]
  readonly links: readonly FlowLink[]
}

/** Which values a routine moves: sources in the order of their first use, targets in the order of the steps. */
export function dataFlow(procedure: Procedure): DataFlow {
  const sources: FlowSource[] = []
  const places = new Map<string, number>()
  const targets: FlowTarget[] = []
  const links: FlowLink[] = []
  const placeOf = (source: FlowSource): number => {
    const known = places.get(source.key)
    if (known !== undefined) return known
    places.set(source.key, sources.length)
    return sources.push(source) - 1
  }
  for (const { id, label, element, value, share } of procedure.steps) {
    if (value === null) continue
    const computed = value.kind === 'computed'
    const hidden = value.kind === 'unknown' && value.of !== undefined
    const target = targets.length
    targets.push({
      step: id,
      title: label,
      place: [hidden && 'by a hidden rule', element?.group ?? element?.page ?? element?.document, element?.application]
        .filter(Boolean)
        .join(', '),
      program: computed ? shortName(value, procedure) : null,
      confidence: computed ? value.confidence : null,
      support: Math.round(share * procedure.base.instances),
    })
    const seen = new Set<number>()
    for (const source of leaves(value)) {
      const at = placeOf(sourceOf(source, procedure))
      if (seen.has(at)) continue
      seen.add(at)
      links.push({ source: at, target, sure: value.kind !== 'unknown' && source.kind !== 'unknown' })
    }
  }
  return { sources, targets, links }
}

type Leaf = Exclude<ValueSource, { kind: 'computed' }>

function leaves(source: ValueSource): readonly Leaf[] {
  if (source.kind === 'computed') return source.from.flatMap(leaves)
  return source.kind === 'unknown' && source.of?.sources.length ? source.of.sources.flatMap(leaves) : [source]
}

function sourceOf(source: Leaf, procedure: Procedure): FlowSource {
  const title = shortName(source, procedure)
  const key = `${source.kind} ${source.kind === 'read' ? source.step : title}`
  return { key, kind: source.kind, title, detail: detailOf(source, procedure) }
}

function detailOf(source: Leaf, { parameters }: Procedure): string {
  switch (source.kind) {
    case 'parameter': {
      const parameter = parameters.find(({ name }) => name === source.name)
      return parameter ? `${parameter.class} ${parameter.shape}, from ${parameter.from}` : 'a column of the input'
    }
    case 'read':
      return 'read on the screen by this step'
    case 'constant':
      return 'the same in every run'
    case 'secret':
      return 'from the environment or a vault'
    case 'unknown':
      return source.because
  }
}
