import { type ComponentType, lazy } from 'react'
import type { LogDescription } from '../../log/engine.ts'
import { isHere, isTaskLog } from '../engine/log-ids.ts'
import type { IconName } from '../parts/icon.tsx'

/** An entry of the left rail and its page. The page itself is `pages/<id>/page.tsx`, loaded when it is first shown. */
export interface Page {
  readonly id: string
  readonly title: string
  readonly icon: IconName
  /** Logs that it is about: of cases, of interactions, or any. */
  readonly of: 'cases' | 'tasks' | 'any'
  /** Why it cannot work on a log of its kind (null: no log is open); null where it can. `blockedBy` asks the rest. */
  readonly blocked: (log: LogDescription | null) => string | null
}

const needsLog = (log: LogDescription | null): string | null => (log ? null : 'Open a log first.')
const needsEvents = (log: LogDescription | null): string | null =>
  needsLog(log) ?? (log!.events === 0 ? 'This log has no events.' : null)

const known: readonly Page[] = [
  { id: 'recordings', title: 'Recordings', icon: 'record', of: 'tasks', blocked: needsLog },
  { id: 'routines', title: 'Routines', icon: 'routines', of: 'tasks', blocked: needsLog },
  { id: 'map', title: 'Map', icon: 'map', of: 'any', blocked: needsEvents },
  { id: 'variants', title: 'Variants', icon: 'variants', of: 'any', blocked: needsEvents },
  { id: 'model', title: 'Model', icon: 'model', of: 'any', blocked: needsEvents },
  { id: 'conformance', title: 'Conformance', icon: 'conformance', of: 'cases', blocked: needsEvents },
  { id: 'rules', title: 'Rules', icon: 'rules', of: 'cases', blocked: needsEvents },
  { id: 'cases', title: 'Cases', icon: 'cases', of: 'cases', blocked: needsLog },
  { id: 'statistics', title: 'Statistics', icon: 'statistics', of: 'cases', blocked: needsLog },
  { id: 'findings', title: 'Findings', icon: 'search', of: 'cases', blocked: needsEvents },
  { id: 'compare', title: 'Compare', icon: 'compare', of: 'cases', blocked: needsEvents },
  { id: 'candidates', title: 'Candidates', icon: 'candidates', of: 'tasks', blocked: needsLog },
  { id: 'friction', title: 'Friction', icon: 'friction', of: 'tasks', blocked: needsLog },
  { id: 'import', title: 'Import', icon: 'import', of: 'any', blocked: () => null },
]

const files = import.meta.glob<{ default: ComponentType }>('../pages/*/page.tsx')
const fileOf = (id: string) => files[`../pages/${id}/page.tsx`]

/** The pages that exist, in the order of the rail. */
export const pages: readonly Page[] = known.filter(page => fileOf(page.id))

/** The pages whose data a log has; without a log those of cases, which say what is missing. */
export const pagesOf = (log: string | null): readonly Page[] => {
  const kind = isTaskLog(log) ? 'tasks' : 'cases'
  return pages.filter(page => page.of === 'any' || page.of === kind)
}

/** The digit that goes to a page, with Alt; null beyond the ninth. A page that is blocked keeps its own. */
export function digitOf(page: Page, log: string | null): number | null {
  const at = pagesOf(log).indexOf(page)
  return at >= 0 && at < 9 ? at + 1 : null
}

/** Why a page cannot show this log; null where it can. */
export function blockedBy(page: Page, log: string | null, description: LogDescription | null): string | null {
  if (isTaskLog(log)) {
    if (page.of === 'cases') return 'Single runs of a routine stand on its page, where enough people are behind it.'
    if (page.of === 'any' && page.id !== 'import' && description?.events === 0)
      return isHere(log)
        ? 'No routine is known in these recordings yet: there is nothing to draw.'
        : 'Nothing may be drawn: no routine is known in these recordings yet, or fewer than 5 people are behind each.'
  } else if (page.of === 'tasks' && log !== null) return 'This log holds cases. Open a recording of interactions.'
  return page.blocked(description)
}

/** The page that an opened log begins with. */
export const firstPage = (log: string | null): string => (isTaskLog(log) ? 'recordings' : 'map')

const loaded = new Map<string, ComponentType>()
/** Fetches a page before anybody goes there. */
export const preload = (id: string): void => {
  fileOf(id)?.().then(
    page => loaded.set(id, page.default),
    () => {},
  )
}

const components = new Map(pages.map(page => [page.id, lazy(fileOf(page.id)!)]))
export const componentOf = (id: string): ComponentType | undefined => components.get(id)

const shown = new Map<string, ComponentType | undefined>()
/** The page to draw: one that is here already is drawn at once, since React holds lazy ones back for 300 ms. It stays the same one. */
export function contentOf(id: string): ComponentType | undefined {
  const content = shown.get(id) ?? loaded.get(id) ?? components.get(id)
  shown.set(id, content)
  return content
}
