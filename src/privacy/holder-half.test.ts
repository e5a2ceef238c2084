import { expect, test } from 'vitest'
import { halfInBrowser } from './holder-half.web.ts'
import { createSealer, halfFor, newHolderKey } from './sealed-names.node.ts'

const [ann, bob] = [newHolderKey(), newHolderKey()]
const { header } = createSealer([
  { id: 'ann', publicKey: ann.publicKey },
  { id: 'bob', publicKey: bob.publicKey },
])
const part = { seal: header.id, ...header.holders[0]! }

test('a browser makes the same half as the command line', async () => {
  for (const id of ['c1', '', 'Fall "Ü"'])
    expect(await halfInBrowser(part, ann.privateKey, id)).toBe(halfFor(header.id, part, ann.privateKey, id))
})
test('another key, and what is no key, are refused in words', async () => {
  await expect(halfInBrowser(part, bob.privateKey, 'c1')).rejects.toThrow('does not open your part')
  await expect(halfInBrowser(part, 'hello', 'c1')).rejects.toThrow('holds no key')
  const broken = ann.privateKey.replace(/\n[^\n]+\n/, '\nAAAA\n')
  await expect(halfInBrowser(part, broken, 'c1')).rejects.toThrow('holds no key')
})
