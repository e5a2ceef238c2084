import type { Cancel, Progress } from '../base/platform.ts'
import type { Ask, AttributeDescription, Engine, LogDescription } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import { EventLogBuilder } from '../log/event-log-builder.ts'
import { Problems } from '../log/problems.ts'
import { attributeRefusal } from './attribute-refusal.ts'

const PAGE = 20_000

/** What of a log could be read through an engine, as a log of its own. */
export interface AskedLog {
  readonly log: EventLog
  /** Why an attribute was held back, by key. */
  readonly withheld: ReadonlyMap<string, string>
}

/**
 * The entries under a question with their times and some attributes, as columns: what a check of rules passes over. An attribute
 * that the engine refuses (it tells about people) is left out, and said. `wanted` must be read; `more` is read where it is not refused.
 */
export async function askedLog(
  engine: Engine,
  ask: Ask,
  description: LogDescription,
  wanted: ReadonlySet<string>,
  more: readonly AttributeDescription[],
  cancel: Cancel,
  progress?: Progress,
): Promise<AskedLog> {
  const withheld = new Map<string, string>()
  const read = async (scope: 'event' | 'case') => {
    const found: AttributeDescription[] = []
    for (const attribute of description.attributes) {
      if (
        attribute.scope !== scope ||
        isTime(attribute.key) ||
        !(wanted.has(attribute.key) || more.includes(attribute))
      )
        continue
      const because = await attributeRefusal(engine, ask, attribute, cancel)
      if (because === null) found.push(attribute)
      else if (wanted.has(attribute.key)) withheld.set(attribute.key, because)
    }
    return found
  }
  const [ofEvents, ofCases] = [await read('event'), await read('case')]
  const builder = new EventLogBuilder()
  await readTraces(engine, ask, builder, ofEvents, cancel, progress)
  if (ofCases.length > 0) await readCases(engine, ask, builder, ofCases, cancel)
  const log = builder.finish(new Problems(), { name: description.name })
  const { resourceKey } = description
  const has = resourceKey !== null && log.eventAttributes.has(resourceKey)
  const meanings = new Map(
    [...ofEvents, ...ofCases].map(attribute => [`${attribute.scope} ${attribute.key}`, attribute]),
  )
  const described = (scope: 'event' | 'case', columns: EventLog['eventAttributes']) =>
    new Map(
      [...columns].map(([key, column]) => {
        const { personal = 'none', meaning = null } = meanings.get(`${scope} ${key}`) ?? {}
        return [key, { ...column, personal, meaning }] as const
      }),
    )
  return {
    withheld,
    log: {
      ...log,
      resourceKey: has ? resourceKey : null,
      eventAttributes: described('event', log.eventAttributes),
      caseAttributes: described('case', log.caseAttributes),
    },
  }
}

const isTime = (key: string) => key === 'concept:name' || key === 'time:timestamp' || key === 'start_timestamp'

/** Pages of traces or cases with the values of attributes, to the last. */
async function* pagesOf<P extends { readonly next?: string | undefined }>(
  ask: Ask,
  attributes: readonly AttributeDescription[],
  read: (page: Ask & { limit: number; attributes: string[]; cursor?: string }) => Promise<P>,
): AsyncGenerator<P> {
  const wanted = { ...ask, limit: PAGE, attributes: attributes.map(({ key }) => key) }
  let cursor: string | undefined
  do {
    const page = await read(cursor === undefined ? wanted : { ...wanted, cursor })
    yield page
    cursor = page.next
  } while (cursor !== undefined)
}

async function readTraces(
  engine: Engine,
  ask: Ask,
  builder: EventLogBuilder,
  attributes: readonly AttributeDescription[],
  cancel: Cancel,
  progress: Progress | undefined,
): Promise<void> {
  let done = 0
  for await (const page of pagesOf(ask, attributes, wanted => engine.traces(wanted, cancel))) {
    done += page.id.length
    progress?.({ phase: 'reading', done, total: page.total, unit: 'cases' })
    const columns = attributes.map(({ key, type }) => ({
      values: page.attributes[key]!,
      type,
      column: builder.eventColumn(key),
    }))
    for (let c = 0; c < page.id.length; c++) {
      const code = builder.cases.addText(page.id[c]!)
      for (let i = page.offsets[c]!; i < page.offsets[c + 1]!; i++) {
        const row = builder.nextEvent(code)
        const name = page.activities[page.symbols[i]!]!
        if (name !== '') builder.activity.setText(row, name)
        if (page.complete[i] !== null) builder.setComplete(row, page.complete[i]!)
        for (const { column, values, type } of columns) column.set(row, values[i]!, type)
      }
    }
  }
}

async function readCases(
  engine: Engine,
  ask: Ask,
  builder: EventLogBuilder,
  attributes: readonly AttributeDescription[],
  cancel: Cancel,
): Promise<void> {
  for await (const page of pagesOf(ask, attributes, wanted => engine.cases(wanted, cancel))) {
    const rows = page.id.map(id => builder.cases.codeOf(id))
    for (const { key, type } of attributes) {
      const values = page.attributes[key]!
      const column = builder.caseColumn(key)
      // a column may hold rows in any order as long as it is dense
      rows.forEach((row, i) => {
        if (row >= 0) column.set(row, values[i]!, type)
      })
    }
  }
}
