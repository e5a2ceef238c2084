import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fingerprintOf } from './fingerprint.ts'
import { eventLog } from './notation.ts'

test('equal logs have one fingerprint, whichever hash makes it; another value, another one', () => {
  const of = (notation: string) => {
    const log = eventLog(notation)
    const hash = createHash('sha256')
    const own = fingerprintOf(log)
    expect(fingerprintOf(log, { update: part => void hash.update(part), digest: () => hash.digest('hex') })).toBe(own)
    return own
  }
  const first = of('c1[region=EU]: a@0/ada{n=1 ok=true} b@1h/ben | c2: a@2h')
  expect(first).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(of('c1[region=EU]: a@0/ada{n=1 ok=true} b@1h/ben | c2: a@2h')).toBe(first)
  for (const other of [
    'c1[region=US]: a@0/ada{n=1 ok=true} b@1h/ben | c2: a@2h',
    'c1[region=EU]: a@0/ada{n=1 ok=true} b@1h/ben | c2: a@3h',
  ])
    expect(of(other)).not.toBe(first)
})
