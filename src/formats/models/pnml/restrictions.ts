import { attributeOf as attribute, type XmlElement } from '../../../base/xml-tree.ts'
import type { Problems } from '../../../log/problems.ts'
import type { PetriNet } from '../../../model/petri-net.ts'
import { withoutCapacities } from '../../../model/place-capacities.ts'
import { childOf } from '../xml-element.ts'
import { labelText } from './labels.ts'

const textOf = (element: XmlElement, name: string) => labelText(childOf(element, name))?.trim() ?? ''

/** What forbids more than tokens do (PIPE, TINA, data Petri nets): the net that is read allows it, which is told. */
export function tellRestrictions(nodes: readonly XmlElement[], problems: Problems): void {
  const classes = new Map<string, XmlElement>()
  for (const node of nodes) {
    const place = { line: node.line, value: attribute(node, 'id') ?? '' }
    const tell = (kind: string, what: string) => problems.add(kind, what, place, 'loss')
    if (node.name !== 'transition') continue
    if ((attribute(node, 'guard') || textOf(node, 'guard')) !== '')
      tell('guard', 'A transition has a condition on data (a guard); here it may always fire.')
    if (childOf(node, 'delay'))
      tell('time-interval', 'A transition fires within an interval of time; here at any time.')
    classes.set(`${textOf(node, 'timed')} ${textOf(node, 'priority')}`, node)
  }
  const [, other] = classes.values()
  if (other)
    problems.add(
      'priority',
      'Transitions go before others (by priority, or at once before timed); here any that is enabled may fire.',
      { line: other.line, value: attribute(other, 'id') ?? '' },
      'loss',
    )
}

/** How many tokens a place holds at most; null: any number, which PIPE writes as 0. */
export function capacityOf(place: XmlElement): number | null {
  const text = textOf(place, 'capacity').replace(/^Default\s*,\s*/i, '')
  const tokens = text === '' ? 0 : Number(text)
  return Number.isSafeInteger(tokens) && tokens > 0 ? tokens : null
}

/** The net without capacities of places, by number, which says the same where that is possible; both is told. `elementOf`: the place in the file. */
export function unbounded(
  net: PetriNet,
  capacities: ReadonlyMap<number, number>,
  elementOf: (place: number) => XmlElement,
  problems: Problems,
): PetriNet {
  const found = withoutCapacities(net, capacities)
  const tell = (places: readonly number[], kind: string, what: string, severity: 'info' | 'loss') => {
    for (const place of places)
      problems.add(kind, what, { line: elementOf(place).line, value: net.places[place]!.id }, severity)
  }
  tell(
    found.complemented,
    'complementary-place',
    'A place holds so many tokens at most: a complementary place was added that holds what is free in it.',
    'info',
  )
  tell(
    found.dropped,
    'capacity',
    'A place holds so many tokens at most, and the net begins or ends with more, or more than 1000 fit in; here it holds any number.',
    'loss',
  )
  return found.net
}
