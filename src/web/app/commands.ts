import { useEffect } from 'react'
import type { IconName } from '../parts/icon.tsx'
import { store } from '../state/store.ts'

/** Something the command palette reaches. */
export interface Command {
  readonly id: string
  readonly title: string
  /** Heading under which it is listed. */
  readonly group: string
  readonly icon?: IconName
  /** Shown at the right: a shortcut or a number. */
  readonly hint?: string
  readonly run: () => void
}
const lists = new Map<symbol, readonly Command[]>()
export const commands = store<readonly Command[]>([])

/** What is open over the page: the search for commands, the list of keys, or nothing. */
export const palette = store<'find' | 'keys' | null>(null)

/** Adds commands while the component is shown. The list must be memoised. */
export function useCommands(list: readonly Command[]): void {
  useEffect(() => {
    const key = Symbol()
    lists.set(key, list)
    commands.set([...lists.values()].flat())
    return () => {
      lists.delete(key)
      commands.set([...lists.values()].flat())
    }
  }, [list])
}

/** Keys of a page, listed under `?` while it is shown. */
export interface Shortcut {
  readonly keys: string
  readonly does: string
}
const shortcutLists = new Map<symbol, { readonly title: string; readonly list: readonly Shortcut[] }>()
export const shortcuts = store<readonly { readonly title: string; readonly list: readonly Shortcut[] }[]>([])
export function useShortcuts(title: string, list: readonly Shortcut[]): void {
  useEffect(() => {
    const key = Symbol()
    shortcutLists.set(key, { title, list })
    shortcuts.set([...shortcutLists.values()])
    return () => {
      shortcutLists.delete(key)
      shortcuts.set([...shortcutLists.values()])
    }
  }, [title, list])
}

/** Inputs that take no text: their keys are those of the page. */
const CHOICES = /^(radio|checkbox|button|submit|range|file|color)$/

/** Whether a key press belongs to a field that takes text. */
export const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLInputElement
    ? !CHOICES.test(target.type)
    : target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName))
