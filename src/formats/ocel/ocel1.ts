import { type ObjectLog, relationCount } from '../../log/object-log.ts'
import type { Problems } from '../../log/problems.ts'

/** Names of all attributes, in order of first declaration. */
export function attributeNames(log: ObjectLog): string[] {
  const events = log.eventTypes.flatMap(type => type.attributes.map(column => column.key))
  const objects = log.objectTypes.flatMap(type => type.attributes.map(attribute => attribute.values.key))
  return [...new Set([...events, ...objects])]
}

/** Say what a log has that OCEL 1.0 cannot hold: qualifiers, object-to-object relations, changes over time, types of values. */
export function reportLosses(
  log: ObjectLog,
  problems: Problems,
  keeps: { values: 'typed' | 'text-dates' | 'text' },
): void {
  const lost = (kind: string, message: string, count: number) => {
    if (count > 0) problems.add(kind, message, {}, 'loss', count)
  }
  const { offsets, others, qualifiers } = log.objectsOfEvents
  const qualified = qualifiers.reduce((sum, code) => sum + (log.qualifiers.text(code) === '' ? 0 : 1), 0)
  lost('lost-qualifiers', 'OCEL 1.0 has no qualifiers; those of the relations are not written.', qualified)
  let doubled = 0
  for (let e = 0; e < log.eventCount; e++)
    for (let i = offsets[e]! + 1; i < offsets[e + 1]!; i++) if (others[i] === others[i - 1]) doubled++
  lost(
    'lost-relations',
    'OCEL 1.0 relates an event to an object once; further relations of the two are not written.',
    doubled,
  )
  lost(
    'lost-object-relations',
    'OCEL 1.0 has no relations between objects; they are not written.',
    relationCount(log.targetsOfObjects),
  )
  let changes = 0
  let dated = 0
  for (const type of log.objectTypes)
    for (const { objects, times } of type.attributes)
      for (let i = 0; i < objects.length; i++) {
        if (i > 0 && objects[i - 1] === objects[i]) changes++
        else if (times[i] !== 0) dated++
      }
  lost('lost-changes', 'OCEL 1.0 has one value of an attribute for each object; only the first is written.', changes)
  lost(
    'lost-value-times',
    'OCEL 1.0 has no times of object attributes; the values are written as valid from the beginning.',
    dated,
  )
  if (keeps.values === 'typed') return
  const columns = [
    ...log.eventTypes.flatMap(t => t.attributes),
    ...log.objectTypes.flatMap(t => t.attributes.map(a => a.values)),
  ]
  const untyped = columns.filter(c => c.type === 'date' || (keeps.values === 'text' && c.type !== 'string')).length
  const infinite = columns.reduce((sum, c) => sum + ('values' in c && c.type !== 'date' ? infinities(c.values) : 0), 0)
  if (keeps.values === 'text-dates')
    lost('lost-infinities', 'JSON has no infinite numbers; they are written as text.', infinite)
  lost(
    'lost-types',
    'The format does not tell the types of these attributes; they will be read by what they look like.',
    untyped,
  )
}

const infinities = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + (Math.abs(value) === Infinity ? 1 : 0), 0)
