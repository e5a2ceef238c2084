import { decode } from './code.ts'
import type { Search } from './place.ts'

/** What an entry of the browser's history is to undo. */
export interface Entry {
  readonly page: string
  readonly log: string
  /** All of the address that says what counts or was set; equal where a person only looked elsewhere. */
  readonly said: string
}
/** By index in the history; what is not known is missing. */
export type Entries = readonly (Entry | null | undefined)[]

/** Parts of the state of pages that only say what is looked at, by page; null: all of them. */
const looks: Readonly<Record<string, readonly string[] | null>> = {
  recordings: null,
  routines: null,
  friction: null,
  candidates: ['by', 'descending', 'selected'],
}

export function entryOf(page: string, search: Search): Entry {
  const said = Object.entries(search).flatMap(([key, text]) => {
    const looking = looks[key]
    if (text === undefined || looking === null) return []
    if (looking === undefined) return [[key, text]]
    const state = Object.entries((decode(text) as object | undefined) ?? {}).filter(([name]) => !looking.includes(name))
    return state.length === 0 ? [] : [[key, state]]
  })
  return { page, log: search['log'] ?? '', said: JSON.stringify(said.sort(([a], [b]) => (a! < b! ? -1 : 1))) }
}

/**
 * Where undo goes back to: the entry before the last that changed what the address says. What a person only looked at on the
 * same page is passed over; to another page, or another log, nobody is taken unless the same step changed what counts.
 */
export function stepBack(entries: Entries, at: number): number | null {
  for (let i = at; i > 0; i--) {
    const way = between(entries[i - 1], entries[i])
    if (way !== 'look') return way === 'change' ? i - 1 : null
  }
  return null
}

/** Where redo goes to: the first entry ahead that changes what the address says, under the same rule; `end`: the last. */
export function stepForward(entries: Entries, at: number, end: number): number | null {
  for (let i = at; i < end; i++) {
    const way = between(entries[i], entries[i + 1])
    if (way !== 'look') return way === 'change' ? i + 1 : null
  }
  return null
}

function between(a: Entry | null | undefined, b: Entry | null | undefined): 'change' | 'look' | 'away' {
  if (!a || !b || a.log !== b.log) return 'away'
  if (a.said !== b.said) return 'change'
  return a.page === b.page ? 'look' : 'away'
}
