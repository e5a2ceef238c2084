import { compareText } from '../../base/sort.ts'
import type { Value } from '../../log/column.ts'
import type { Traces } from '../../log/engine.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { RunFinder } from '../find-run.ts'
import type { AttributeTable } from './attribute-table.ts'

/** A place of a net where one of several transitions is chosen, with every choice that cases made there. */
export interface DecisionPoint {
  readonly place: number
  readonly branches: readonly { readonly transition: number; readonly name: string; readonly decisions: number }[]
  /** One row a decision; `choice` is an index of `branches`. */
  readonly table: AttributeTable
  /** Case (of the traces) that each row belongs to. */
  readonly caseOf: readonly number[]
}

export interface DecisionPoints {
  readonly points: readonly DecisionPoint[]
  /** Cases that the net can replay: only they tell what was chosen. */
  readonly replayedCases: number
  readonly cases: number
  /** Cases of which it was not found out in time whether the net can replay them. */
  readonly undecidedCases: number
}

/**
 * What cases chose at the places of a net, and what was known of them then: the last value of each event attribute so far,
 * and the attributes of the case (A. Rozinat, W. van der Aalst, Decision mining in ProM, 2006). One run a variant, by
 * `RunFinder`. `caseAttributes`: one value a case of `traces`. Rows by case, then by time.
 */
export function decisionPoints(
  net: PetriNet,
  traces: Pick<Traces, 'activities' | 'id' | 'offsets' | 'symbols' | 'attributes'>,
  caseAttributes: Readonly<Record<string, readonly Value[]>> = {},
): DecisionPoints {
  const consumers = net.places.map((_, place) =>
    net.transitions.flatMap(({ inputs }, t) => (inputs.some(flow => flow.place === place) ? [t] : [])),
  )
  const places = [...consumers.keys()].filter(place => consumers[place]!.length > 1)
  const rows = new Map(places.map(place => [place, new Rows(traces.attributes, caseAttributes)]))
  const runs = new Map<string, readonly Choice[] | null>()
  const finder = new RunFinder(net)
  const gaveUp = new Set<string>()
  const own = new Set(places)
  let replayedCases = 0
  let undecidedCases = 0
  traces.id.forEach((_, c) => {
    const [from, to] = [traces.offsets[c]!, traces.offsets[c + 1]!]
    const symbols = traces.symbols.slice(from, to)
    const key = symbols.join(',')
    let choices = runs.get(key)
    if (choices === undefined) {
      const trace = symbols.map(symbol => traces.activities[symbol]!)
      choices = choicesOf(finder, net, trace, own)
      runs.set(key, choices)
      if (finder.gaveUp) gaveUp.add(key)
    }
    if (gaveUp.has(key)) undecidedCases++
    if (choices === null) return
    replayedCases++
    for (const { place, transition, position } of choices)
      rows.get(place)!.add(c, from, from + position, consumers[place]!.indexOf(transition))
  })
  const points = places.map(place => rows.get(place)!.point(net, place, consumers[place]!))
  return {
    points: points.filter(({ caseOf }) => caseOf.length > 0),
    replayedCases,
    cases: traces.id.length,
    undecidedCases,
  }
}

interface Choice {
  readonly place: number
  readonly transition: number
  /** Events of the trace before it. */
  readonly position: number
}

function choicesOf(
  finder: RunFinder,
  net: PetriNet,
  trace: readonly string[],
  places: ReadonlySet<number>,
): readonly Choice[] | null {
  const run = finder.find(trace)
  if (run === null) return null
  const choices: Choice[] = []
  let position = 0
  for (const transition of run) {
    for (const { place } of net.transitions[transition]!.inputs)
      if (places.has(place)) choices.push({ place, transition, position })
    if (net.transitions[transition]!.label !== null) position++
  }
  return choices
}

class Rows {
  private readonly attributes: Traces['attributes']
  private readonly caseAttributes: Readonly<Record<string, readonly Value[]>>
  private readonly columns = new Map<string, Value[]>()
  private readonly choice: number[] = []
  private readonly caseOf: number[] = []
  constructor(attributes: Traces['attributes'], caseAttributes: Readonly<Record<string, readonly Value[]>>) {
    this.attributes = attributes
    this.caseAttributes = caseAttributes
    for (const key of Object.keys(attributes)) this.columns.set(key, [])
    for (const key of Object.keys(caseAttributes)) this.columns.set(caseKey(key, attributes), [])
  }

  /** A choice of case `c`, whose events so far are from..to−1. */
  add(c: number, from: number, to: number, choice: number): void {
    for (const [key, values] of Object.entries(this.attributes)) {
      let at = to - 1
      while (at >= from && values[at] === null) at--
      this.columns.get(key)!.push(at < from ? null : values[at]!)
    }
    for (const [key, values] of Object.entries(this.caseAttributes))
      this.columns.get(caseKey(key, this.attributes))!.push(values[c]!)
    this.choice.push(choice)
    this.caseOf.push(c)
  }

  point(net: PetriNet, place: number, transitions: readonly number[]): DecisionPoint {
    const branches = transitions.map((transition, choice) => ({
      transition,
      name: branchName(net, transition),
      decisions: this.choice.filter(one => one === choice).length,
    }))
    const table = { columns: this.columns, choice: this.choice, choices: transitions.length }
    return { place, branches, table, caseOf: this.caseOf }
  }
}

const caseKey = (key: string, attributes: Traces['attributes']) =>
  Object.hasOwn(attributes, key) ? `case:${key}` : key

/** The label, or of a silent transition what can come next; `end` where nothing does. */
function branchName(net: PetriNet, transition: number): string {
  const own = net.transitions[transition]!.label
  if (own !== null) return own
  const names = new Set<string>()
  const seen = new Set([transition])
  for (const at of seen)
    for (const { place } of net.transitions[at]!.outputs)
      net.transitions.forEach(({ inputs, label }, next) => {
        if (!inputs.some(flow => flow.place === place)) return
        if (label !== null) names.add(label)
        else seen.add(next)
      })
  return names.size === 0 ? 'end' : [...names].sort(compareText).join(' | ')
}
