import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { type Ask, defaultView, type LogDescription, type View } from '../../log/engine.ts'
import type { Clause, Filter } from '../../log/filter.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { decode, encode } from './code.ts'
import { readFilter, readView } from './read-filter.ts'

/** The search part of the address as text: `log`, `f` (filter), `v` (view), and one entry a page with its state. */
export type Search = { readonly [key: string]: string | undefined }

export interface Place {
  readonly log: string | null
  readonly filter: Filter
  /** Clauses in the address that could not be understood. */
  readonly lost: number
  readonly view: Partial<View>
}

const filters = new Map<string, ReturnType<typeof readFilter>>()
const views = new Map<string, Partial<View>>()
const remembered = <T>(store: Map<string, T>, text: string | undefined, make: () => T): T => {
  const key = text ?? ''
  const known = store.get(key)
  if (known !== undefined) return known
  if (store.size > 500) store.clear()
  const value = make()
  store.set(key, value)
  return value
}

export function placeOf(search: Search): Place {
  const { filter, lost } = remembered(filters, search['f'], () => {
    const value = decode(search['f'])
    return value === undefined ? { filter: [], lost: search['f'] ? 1 : 0 } : readFilter(value)
  })
  return {
    log: search['log'] || null,
    filter,
    lost,
    view: remembered(views, search['v'], () => readView(decode(search['v']))),
  }
}

export const useAddress = (): Search => useSearch({ strict: false }) as Search

/** Where the address says we are. Everything that is selected, filtered, zoomed or sorted stands in it. */
export function usePlace(): Place {
  const search = useAddress()
  return useMemo(() => placeOf(search), [search])
}

export interface Change {
  readonly page?: string
  readonly log?: string | null
  readonly filter?: Filter
  readonly view?: Partial<View>
  /** Parts of the state of pages, by their id, put over what is there; null forgets it. */
  readonly pages?: { readonly [page: string]: object | null }
}
export interface GoOptions {
  /** No step in the history: for what moves while a hand is on it (sliders, panning). */
  readonly replace?: boolean
}

/** The search part after a change; what is empty is left out. */
export function changed(search: Search, change: Change): Search {
  const next: Record<string, string | undefined> = { ...search }
  if (change.log !== undefined) {
    if (change.log !== search['log']) for (const key of Object.keys(next)) delete next[key]
    next['log'] = change.log ?? undefined
  }
  if (change.filter) next['f'] = change.filter.length ? encode(change.filter) : undefined
  if (change.view) next['v'] = Object.keys(change.view).length ? encode(change.view) : undefined
  for (const [page, state] of Object.entries(change.pages ?? {}))
    next[page] = state === null ? undefined : merged(decode(search[page]), state)
  for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key]
  return next
}

/** A page's state with a part of it changed: fields set to undefined are left out, other fields stay. */
function merged(before: unknown, part: object): string | undefined {
  const all = Object.entries({ ...(typeof before === 'object' ? before : {}), ...part })
  const kept = all.filter(([, value]) => value !== undefined)
  return kept.length ? encode(Object.fromEntries(kept)) : undefined
}

/** Goes somewhere: one call, one step of undo. Resolves when one is there. */
export function useGo(): (change: Change, options?: GoOptions) => Promise<void> {
  const navigate = useNavigate()
  return useCallback(
    (change, options) =>
      navigate({
        to: (change.page === undefined ? '.' : `/${change.page}`) as '.',
        search: ((search: Search) => changed(search, change)) as never,
        replace: options?.replace ?? false,
      }),
    [navigate],
  )
}

/** Until what was just changed is on the screen: what leaves it asks no more. */
export const drawn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 50))

/** The description of the log that the address names, with its troubles. */
export function useDescriptionAnswer() {
  const { log } = usePlace()
  return useAnswer('describe', log === null ? null : { log })
}
export const useDescription = (): LogDescription | null => useDescriptionAnswer().data ?? null

/** The view in force: the log's default with what the address says on top. */
export function useView(): View {
  const { view } = usePlace()
  const description = useDescription()
  return useMemo(
    () => ({ ...defaultView, level: description?.defaultLevel ?? defaultView.level, ...view }),
    [view, description],
  )
}

/** What every question of a page begins with; null until a log is open and described. */
export function useAsk(): Ask | null {
  const { log, filter } = usePlace()
  const description = useDescription()
  const view = useView()
  return useMemo(
    () => (log !== null && description !== null ? { log, view, filter } : null),
    [log, description, view, filter],
  )
}

/** The filter of the address, and ways to change it. */
export function useFilter() {
  const { filter } = usePlace()
  const go = useGo()
  return useMemo(() => {
    const set = (next: Filter, options?: GoOptions) => go({ filter: next }, options)
    return {
      filter,
      set,
      /** Appends clauses; `page` also goes there. */
      add: (clauses: Filter, page?: string) =>
        go({ filter: [...filter, ...clauses], ...(page === undefined ? {} : { page }) }),
      replace: (at: number, clause: Clause) => set(filter.map((other, i) => (i === at ? clause : other))),
      remove: (at: number) => set(filter.filter((_, i) => i !== at)),
      move: (from: number, to: number) => {
        if (from === to || to < 0 || to >= filter.length) return
        const next = [...filter]
        next.splice(to, 0, ...next.splice(from, 1))
        set(next)
      },
    }
  }, [filter, go])
}

/**
 * The state of one page, kept in the address under the page's id. `read` makes it out of anything and must not throw.
 * Setting takes a part; a field set to undefined is left out.
 */
export function usePageState<S extends object>(
  page: string,
  read: (value: Record<string, unknown>) => S,
): readonly [S, (part: Partial<{ [K in keyof S]: S[K] | undefined }>, options?: GoOptions) => void] {
  const text = useAddress()[page]
  const go = useGo()
  const state = useMemo(() => {
    const value = decode(text)
    return read(
      typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {},
    )
  }, [text, read])
  const set = useCallback(
    (part: Partial<{ [K in keyof S]: S[K] | undefined }>, options?: GoOptions) =>
      go({ pages: { [page]: part } }, options),
    [go, page],
  )
  return [state, set]
}
