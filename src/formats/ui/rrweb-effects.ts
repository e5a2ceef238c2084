import type { UiEffect } from '../../log/ui-log.ts'
import { type JsonObject, listOf, numberOf, objectOf } from './json-document.ts'
import type { PageTree } from './rrweb-tree.ts'

/** After a click without any change for so long, ms, it had no effect (as session replay counts dead clicks, Sentry 2023). */
const LONGEST_WAIT = 7000
/** What a person does next ends the wait, but not sooner than this, ms: an answer within it still feels like one. */
const SHORTEST_WAIT = 1000

/** EventType of rrweb. */
const [FULL, INCREMENTAL, META] = [2, 3, 4]
/** IncrementalSource. */
const [MUTATION, MOUSE, SCROLL, INPUT] = [0, 2, 3, 5]
/** Other sources that tell of a change: size of the window, media, style sheets, canvas, fonts, adopted sheets, own elements. */
const CHANGES: ReadonlySet<number> = new Set([4, 7, 8, 9, 10, 13, 15, 16])
/** MouseInteractions that are deeds. */
const DEEDS: ReadonlySet<number> = new Set([2, 3, 4])

/** Whether a recording tells changes of its page at all; where it holds none, nobody knows what a click did. */
export const tellsChanges = (events: readonly unknown[]): boolean =>
  events.some(item => {
    const event = objectOf(item)
    return event?.['type'] === INCREMENTAL && isMutation(objectOf(event['data']) ?? {})
  })

const isMutation = (data: JsonObject): boolean =>
  data['source'] === MUTATION && ['adds', 'removes', 'attributes', 'texts'].some(part => listOf(data[part]).length > 0)

/**
 * What came of the click that is event `at`: a change of the page, of a field, of a scroll position or of the address; or
 * nothing, until the person did something else, at least a second later, or for seven. Unknown where the recording ends or
 * begins a page anew before, where the next deed comes sooner, and where times are missing or run back.
 */
export function effectOf(events: readonly unknown[], at: number): UiEffect {
  const begun = numberOf(objectOf(events[at])?.['timestamp'])
  if (begun === null) return 'unknown'
  for (let i = at + 1; i < events.length; i++) {
    const event = objectOf(events[i])
    const [type, time] = [numberOf(event?.['type']), numberOf(event?.['timestamp'])]
    if (type === null || time === null) continue
    const waited = time - begun
    if (waited < 0) return 'unknown'
    if (waited > LONGEST_WAIT) return 'none'
    if (type === FULL || type === META) return type === META ? 'change' : 'unknown'
    if (type !== INCREMENTAL) continue
    const data = objectOf(event?.['data']) ?? {}
    const source = numberOf(data['source']) ?? -1
    if (isMutation(data) || source === SCROLL || CHANGES.has(source)) return 'change'
    const isDeed = source === MOUSE && DEEDS.has(numberOf(data['type']) ?? -1)
    if (source === INPUT && waited < SHORTEST_WAIT) return 'change'
    if (isDeed || source === INPUT) return waited < SHORTEST_WAIT ? 'unknown' : 'none'
  }
  return 'unknown'
}

/** Clicks that may well change nothing that is recorded: choosers of the browser, other windows, downloads, media; a choice made twice. */
export function reachesOutside(tree: PageTree, id: number): boolean {
  const tag = tree.tagOf(id)
  const attribute = (key: string) => tree.attribute(id, key)?.trim().toLowerCase() ?? null
  if (tag === 'a') {
    const href = attribute('href') ?? ''
    const target = attribute('target') ?? '_self'
    return tree.attribute(id, 'download') !== null || target !== '_self' || !/^$|^(https?:|[/#?.]|[^:]*$)/.test(href)
  }
  if (tag === 'input') return !/^(button|submit|reset|image|checkbox)$/.test(attribute('type') ?? 'text')
  return tag !== 'button' && !/^(button|link|tab|menuitem|checkbox|switch|option)$/.test(attribute('role') ?? '')
}
