import type { AttributeNode, NestedAttributes } from '../log/column.ts'
import type { EventLog } from '../log/event-log.ts'
import { isPersonName } from '../privacy/person-columns.ts'

type Scope = 'event' | 'case'

/**
 * A log without what tells about people: attributes of events and cases that are hidden, nested ones at any depth too,
 * their defaults and classifiers, and of the attributes of the whole log those named like people, and the parts of all (in
 * real logs these are the events of each person, by name). `left`: keys of these last, and of those that lost parts.
 */
export function withoutPeople(
  log: EventLog,
  hides: (scope: Scope, key: string) => boolean,
): { readonly log: EventLog; readonly left: readonly string[] } {
  const columns = (scope: Scope, map: EventLog['eventAttributes']) =>
    new Map([...map].filter(([key]) => !hides(scope, key)))
  const isOpen = ({ key, type }: AttributeNode) => !isPersonName(key) && type !== 'list' && type !== 'container'
  const { resourceKey } = log
  const shown: EventLog = {
    ...log,
    eventAttributes: columns('event', log.eventAttributes),
    caseAttributes: columns('case', log.caseAttributes),
    nestedOfEvents: nested(log.nestedOfEvents, key => hides('event', key)),
    nestedOfCases: nested(log.nestedOfCases, key => hides('case', key)),
    attributes: log.attributes.filter(isOpen).map(node => ({ ...node, children: [] })),
    classifiers: log.classifiers.filter(({ keys }) => !keys.some(key => hides('event', key))),
    globals: log.globals.filter(({ scope, key }) => !hides(scope === 'trace' ? 'case' : 'event', key)),
    resourceKey: resourceKey !== null && hides('event', resourceKey) ? null : resourceKey,
  }
  const lost = log.attributes.filter(node => !isOpen(node) || node.children.length > 0)
  return { log: shown, left: lost.map(({ key }) => key) }
}

/** Nodes are rows' own attributes with their parts, so parts are judged by their names as well. */
function nested({ rows, nodes }: NestedAttributes, hides: (key: string) => boolean): NestedAttributes {
  const kept = nodes.map((_, i) => i).filter(i => !hides(nodes[i]!.key))
  return { rows: Int32Array.from(kept, i => rows[i]!), nodes: kept.map(i => pruned(nodes[i]!, hides)) }
}

function pruned(node: AttributeNode, hides: (key: string) => boolean): AttributeNode {
  const children = node.children.filter(({ key }) => !hides(key) && !isPersonName(key))
  return { ...node, children: children.map(child => pruned(child, hides)) }
}
