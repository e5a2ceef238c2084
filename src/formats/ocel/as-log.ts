import { FormatError } from '../../base/errors.ts'
import { commonestObjectType, flatten } from '../../log/count/flatten.ts'
import { objectFrequencies } from '../../log/object-log.ts'
import { Problems } from '../../log/problems.ts'
import type { LogFormat } from '../format.ts'
import { markPeople } from '../mark-people.ts'
import type { ObjectLogFormat } from './object-format.ts'
import { ocelFormats } from './ocel-formats.ts'

/**
 * An object-centric format as a format of event logs: what is read is flattened by the type that the options name, else
 * by the one with most objects, which is said in the problems together with what flattening did.
 */
export const asLogFormat = (format: ObjectLogFormat): LogFormat => ({
  id: format.id,
  title: format.title,
  extensions: format.extensions,
  recognises: head => format.recognises(head),
  async read(source, options) {
    const { log, problems } = await format.read(source, options)
    const objects = objectFrequencies(log)
    const objectTypes = log.objectTypes.map(({ name }, t) => ({ name, objects: objects[t]! }))
    const objectType = options.objectType ?? commonestObjectType(log)
    if (objectType === null)
      throw new FormatError('The object-centric log has no objects, so no cases can be made of it.', {
        file: source.name,
        fix: 'Export it again with its objects.',
      })
    const flat = flatten(log, objectType)
    const chosen = new Problems()
    if (options.objectType === undefined && log.objectTypes.length > 1)
      chosen.add(
        'chosen-object-type',
        `The log is object-centric; its cases are the objects of the type "${objectType}", which has most. Others: ${others(objectTypes, objectType)}.`,
        { value: objectType },
        'info',
      )
    // what is told of the events as read is not told again of those that flattening made of them
    const told = new Set(problems.map(({ kind }) => kind))
    const more = flat.problems.list().filter(({ kind }) => !told.has(kind))
    return {
      log: markPeople(flat.log, chosen),
      problems: [...problems, ...chosen.list(), ...more],
      objects: { objectType, objectTypes },
    }
  },
  write: null,
})

const others = (types: readonly { readonly name: string; readonly objects: number }[], chosen: string): string =>
  types
    .filter(type => type.name !== chosen)
    .map(type => `${type.name} (${type.objects})`)
    .join(', ')

/** Every object-centric format, as formats of event logs. */
export const ocelLogFormats: readonly LogFormat[] = ocelFormats.map(asLogFormat)
