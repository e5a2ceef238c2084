import { attributeOf as attribute, type XmlElement } from '../../../base/xml-tree.ts'
import type { Problems } from '../../../log/problems.ts'
import { childOf } from '../xml-element.ts'
import { labelText } from './labels.ts'

const textOf = (element: XmlElement, name: string) => labelText(childOf(element, name))?.trim() ?? ''

/** What forbids more than tokens do (PIPE, TINA, data Petri nets): the net that is read allows it, which is told. */
export function tellRestrictions(nodes: readonly XmlElement[], problems: Problems): void {
  const classes = new Map<string, XmlElement>()
  for (const node of nodes) {
    const place = { line: node.line, value: attribute(node, 'id') ?? '' }
    const tell = (kind: string, what: string) => problems.add(kind, what, place, 'loss')
    if (Number(textOf(node, 'capacity')) > 0) tell('capacity', 'A place holds so many tokens at most; here any number.')
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
