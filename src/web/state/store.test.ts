import { afterEach, expect, test, vi } from 'vitest'
import { remembered } from './store.ts'

const read = (value: unknown) => (typeof value === 'number' ? value : undefined)

/** A window with what it remembers, and a way to be told what another tab did. */
function browser(memory: { readonly [key: string]: string }) {
  const known = new Map(Object.entries(memory))
  const listeners: ((event: { key: string; newValue: string | null }) => void)[] = []
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => known.get(key) ?? null,
    setItem: (key: string, value: string) => known.set(key, value),
  })
  vi.stubGlobal('window', {
    addEventListener: (_: string, listener: (typeof listeners)[number]) => listeners.push(listener),
  })
  const other = (key: string, newValue: string | null) => {
    for (const listener of listeners) listener({ key, newValue })
  }
  return { known, other }
}
afterEach(() => vi.unstubAllGlobals())

test('a value is remembered; bad memory gives the first one', () => {
  const { known } = browser({ 'parfocal.good': '7', 'parfocal.bad': '{', 'parfocal.strange': '"x"' })
  expect(['good', 'bad', 'strange', 'none'].map(key => remembered(key, 1, read).get())).toEqual([7, 1, 1, 1])
  const good = remembered('good', 1, read)
  good.set(8)
  expect(good.isKept()).toBe(true)
  expect(known.get('parfocal.good')).toBe('8')
})

test('a shared store takes over what another tab sets, and tells it without writing it back', () => {
  const { known, other } = browser({ 'parfocal.a': '1' })
  const [shared, own] = [remembered('a', 0, read, true), remembered('a', 0, read)]
  const told: number[] = []
  shared.subscribe(() => told.push(shared.get()))
  other('parfocal.a', '2')
  other('parfocal.b', '3')
  expect([shared.get(), own.get(), told, known.get('parfocal.a')]).toEqual([2, 1, [2], '1'])
  other('parfocal.a', 'null')
  other('parfocal.a', null)
  expect([shared.get(), told]).toEqual([0, [2, 0]])
})
