import { useSyncExternalStore } from 'react'

/** One value outside the address: what must not survive a reload, or is remembered in this browser only. */
export interface Store<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

export function store<T>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** `isKept`: whether this browser took what was last set. */
export interface RememberedStore<T> extends Store<T> {
  isKept(): boolean
}

/**
 * A store that this browser remembers; bad or missing memory gives `first`. `isShared`: what another tab sets is taken over
 * at once, so that the two do not undo each other's work.
 */
export function remembered<T>(
  key: string,
  first: T,
  read: (value: unknown) => T | undefined,
  isShared = false,
): RememberedStore<T> {
  const name = `parfocal.${key}`
  const valueIn = (text: string | null): T => {
    try {
      return text === null ? first : (read(JSON.parse(text)) ?? first)
    } catch {
      return first // Unreadable memory: the first value stands.
    }
  }
  let start = first
  try {
    start = valueIn(localStorage.getItem(name))
  } catch {
    // Forbidden memory: the first value stands.
  }
  const inner = store(start)
  let isKept = true
  if (isShared && typeof window !== 'undefined')
    window.addEventListener('storage', event => {
      if (event.key === name) inner.set(valueIn(event.newValue))
    })
  return {
    ...inner,
    isKept: () => isKept,
    set(value) {
      try {
        localStorage.setItem(name, JSON.stringify(value))
        isKept = true
      } catch {
        // Full or forbidden memory: the value lasts as long as the page.
        isKept = false
      }
      inner.set(value)
    },
  }
}

export const useStore = <T>(of: Store<T>): T => useSyncExternalStore(of.subscribe, of.get)
