import { nodePlatform } from '../base/platform.node.ts'
import { hasSmallGroup, personKeys } from '../engine/gated-people.ts'
import { createMemoryEngine } from '../engine/index.ts'
import type { Reading } from '../formats/format.ts'
import type { EventLog } from '../log/event-log.ts'
import { withoutPeople } from './without-people.ts'

const ID = 'exported'

/**
 * A log as somebody may have it as a file who sees no group of less than `minimum` people (null: who sees all of it), and
 * the keys of what was left out: attributes about people, those of groups with one that is too small, and what may hold
 * either. It is judged by itself, so that another version of it that comes meanwhile changes nothing.
 */
export async function exportedLog(
  { log, problems }: Reading,
  minimum: number | null,
): Promise<{ readonly log: EventLog; readonly withheld: readonly string[] }> {
  if (minimum === null) return { log, withheld: [] }
  const engine = createMemoryEngine({ platform: nodePlatform, logs: new Map([[ID, { log, problems }]]) })
  const keys = await personKeys(engine, ID, undefined)
  const small: string[] = []
  for (const key of log.eventAttributes.keys())
    if (await hasSmallGroup(engine, minimum, ID, key, keys, undefined)) small.push(key)
  const hidden = [...keys.all.map(({ key }) => key), ...small]
  if (hidden.length === 0) return { log, withheld: [] }
  const hides = (scope: 'event' | 'case', key: string) =>
    keys.is(scope, key) || (scope === 'event' && small.includes(key))
  const { log: shown, left } = withoutPeople(log, hides)
  return { log: shown, withheld: [...new Set([...hidden, ...left])] }
}
