import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dictionaryFrom } from '../base/dictionary.ts'
import { nodePlatform as platform } from '../base/platform.node.ts'
import { pseudonymise } from './pseudonym.ts'

const key = Uint8Array.from({ length: 32 }, (_, i) => i)
const texts = async (names: string[], k = key, p = platform) => {
  const hidden = await pseudonymise(dictionaryFrom(names), k, { platform: p })
  return Array.from({ length: hidden.size }, (_, code) => hidden.text(code))
}

test('a pseudonym is P- and ten letters of the keyed hash, whatever the order and the company of the names', async () => {
  const [ann, bob] = await texts(['Ann', 'Bob'])
  expect(ann).toMatch(/^P-[a-z2-7]{10}$/)
  expect(await texts(['Bob', 'Ann'])).toEqual([bob, ann])
  expect(await texts(['Ann'], Uint8Array.of(1))).not.toEqual([ann])
})

test('it is RFC 4648 base 32 of HMAC-SHA-256', async () => {
  // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?" -> 5bdcc146bf60754e6a042426089575c7...
  const jefe = Uint8Array.from('Jefe', c => c.charCodeAt(0))
  expect(await texts(['what do ya want for nothing?'], jefe)).toEqual(['P-lpomcrv7mb'])
})

test('names whose hashes begin alike still differ', async () => {
  let n = 0
  const alike = {
    ...platform,
    hmac: async () => `${'0'.repeat(13)}${(n++).toString(16).padStart(2, '0')}${'0'.repeat(49)}`,
  }
  const names = await texts(['a', 'b', 'c', 'd'], key, alike)
  expect(new Set(names).size).toBe(4)
  expect(names[0]).toBe('P-aaaaaaaaaa')
})

test('distinct names have distinct pseudonyms', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.string(), { maxLength: 40 }), async names => {
      expect(new Set(await texts(names)).size).toBe(names.length)
    }),
  )
})
