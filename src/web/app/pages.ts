import { type ComponentType, lazy } from 'react'
import type { LogDescription } from '../../log/engine.ts'
import type { IconName } from '../parts/icon.tsx'

/** An entry of the left rail and its page. The page itself is `pages/<id>/page.tsx`, loaded when it is first shown. */
export interface Page {
  readonly id: string
  readonly title: string
  readonly icon: IconName
  /** Why it cannot work on this log (null: no log is open); null where it can. */
  readonly blocked: (log: LogDescription | null) => string | null
}

const needsLog = (log: LogDescription | null): string | null => (log ? null : 'Open a log first.')
const needsEvents = (log: LogDescription | null): string | null =>
  needsLog(log) ?? (log!.events === 0 ? 'This log has no events.' : null)

const known: readonly Page[] = [
  { id: 'map', title: 'Map', icon: 'map', blocked: needsEvents },
  { id: 'variants', title: 'Variants', icon: 'variants', blocked: needsEvents },
  { id: 'cases', title: 'Cases', icon: 'cases', blocked: needsLog },
  { id: 'statistics', title: 'Statistics', icon: 'statistics', blocked: needsLog },
  { id: 'findings', title: 'Findings', icon: 'search', blocked: needsEvents },
  { id: 'compare', title: 'Compare', icon: 'compare', blocked: needsEvents },
  { id: 'import', title: 'Import', icon: 'import', blocked: () => null },
]

const files = import.meta.glob<{ default: ComponentType }>('../pages/*/page.tsx')
const fileOf = (id: string) => files[`../pages/${id}/page.tsx`]

/** The pages that exist, in the order of the rail. */
export const pages: readonly Page[] = known.filter(page => fileOf(page.id))

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
