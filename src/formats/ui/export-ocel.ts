import { maskedAt } from '../../log/masked.ts'
import type { ObjectLog } from '../../log/object-log.ts'
import { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import { Problems } from '../../log/problems.ts'
import { elementAt, textAt, type UiElement, type UiLog, uiActions } from '../../log/ui-log.ts'

/**
 * A UI log as an object-centric log (OCEL 2.0): events by their action; the objects are recordings, people (by
 * pseudonym), applications, pages or windows, and elements, each related to what it stands in.
 */
export function objectLogOfUi(log: UiLog): ObjectLog {
  const builder = new ObjectLogBuilder(new Problems(), { strict: false })
  const objects = new Objects(builder)
  const places = Array.from({ length: log.elements.size }, (_, e) => placesOf(objects, elementAt(log.elements, e)!, e))
  for (let r = 0; r < log.eventCount; r++) {
    const event = builder.event(`e${r + 1}`, uiActions[log.action[r]!]!, log.time[r]!)
    builder.relateEvent(event, objects.recording(log.recordings[log.recording[r]!]!.id), 'recording')
    const user = textAt(log.user, r)
    if (user !== null) builder.relateEvent(event, objects.of('user', user), 'user')
    for (const [qualifier, id] of places[log.element[r]!] ?? []) builder.relateEvent(event, id, qualifier)
    const word = textAt(log.sourceAction, r)
    if (word !== null) builder.eventAttribute(event, 'source_action', word, 'string')
    const value = maskedAt(log.values, log.value[r]!)
    if (value === null) continue
    builder.eventAttribute(event, 'value_shape', value.shape, 'string')
    builder.eventAttribute(event, 'value_class', value.class, 'string')
    if (value.hash !== null) builder.eventAttribute(event, 'value_hash', value.hash, 'string')
    if (value.clear !== null) builder.eventAttribute(event, 'value', value.clear, 'string')
  }
  return builder.finish(log.name)
}

/** Objects by type and text, each made once. */
class Objects {
  private readonly builder: ObjectLogBuilder
  private readonly made = new Set<string>()
  private readonly related = new Set<string>()

  constructor(builder: ObjectLogBuilder) {
    this.builder = builder
  }

  of(type: string, name: string, attributes: readonly (readonly [string, string | null])[] = []): string {
    const id = `${type}:${name}`
    if (this.made.has(id)) return id
    this.made.add(id)
    const object = this.builder.object(id, type)
    for (const [key, value] of attributes)
      if (value !== null) this.builder.objectAttribute(object, key, 0, value, 'string')
    return id
  }

  recording(name: string): string {
    return this.of('recording', name)
  }

  relate(from: string, to: string): void {
    if (this.related.has(`${from}\n${to}`)) return
    this.related.add(`${from}\n${to}`)
    this.builder.relateObject(this.builder.objectRow(from), to, 'part of')
  }
}

function placesOf(objects: Objects, element: UiElement, number: number): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  const add = (type: string, name: string | null, attributes: readonly (readonly [string, string | null])[] = []) => {
    if (name === null) return
    const id = objects.of(type, name, attributes)
    const outer = found.at(-1)
    if (outer) objects.relate(id, outer[1])
    found.push([type, id])
  }
  add('application', element.application)
  if (element.page !== null) add('page', element.page)
  else if (element.window !== null) add('window', element.window)
  if (element.document !== null) add('document', element.document)
  if (element.name !== null || element.identifier !== null || element.role !== null)
    add('element', `${number + 1}`, [
      ['role', element.role],
      ['name', element.name],
      ['identifier', element.identifier],
      ['group', element.group],
      ['selector', element.selectors[0]?.text ?? null],
    ])
  return found
}
