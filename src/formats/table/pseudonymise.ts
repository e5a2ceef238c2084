import type { Dictionary } from '../../base/dictionary.ts'
import type { Cancel, Platform } from '../../base/platform.ts'
import type { Column } from '../../log/column.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { Problems } from '../../log/problems.ts'
import { pseudonymise } from '../../privacy/pseudonym.ts'

/** The log with the texts of some columns replaced by pseudonyms; each distinct text is hashed once. */
export async function pseudonymiseColumns(
  log: EventLog,
  keys: { readonly caseIds: boolean; readonly event: readonly string[]; readonly case: readonly string[] },
  key: Uint8Array,
  options: {
    readonly platform: Platform
    readonly cancel?: Cancel
    readonly problems: Problems
    readonly tellPseudonym?: (pseudonym: string, text: string) => void
  },
): Promise<EventLog> {
  let hidden = 0
  const hide = async (texts: Dictionary) => {
    const made = await pseudonymise(texts, key, options)
    if (options.tellPseudonym)
      for (let code = 0; code < texts.size; code++) options.tellPseudonym(made.text(code), texts.text(code))
    return made
  }
  const replace = async (columns: ReadonlyMap<string, Column>, names: readonly string[]) => {
    const result = new Map(columns)
    for (const name of names) {
      const column = columns.get(name)
      if (column?.type !== 'string') continue
      hidden += column.dictionary.size
      result.set(name, {
        ...column,
        dictionary: await hide(column.dictionary),
        personal: 'pseudonym',
      })
    }
    return result
  }
  const eventAttributes = await replace(log.eventAttributes, keys.event)
  const caseAttributes = await replace(log.caseAttributes, keys.case)
  const caseIds = keys.caseIds ? await hide(log.caseIds) : log.caseIds
  if (keys.caseIds) hidden += caseIds.size
  options.problems.add(
    'pseudonymised',
    'Values of columns about people were replaced by pseudonyms.',
    {},
    'info',
    hidden,
  )
  return { ...log, eventAttributes, caseAttributes, caseIds }
}
