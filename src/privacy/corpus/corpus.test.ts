import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { corpus, measure } from './measure.fixture.ts'
import { resultsPage } from './results-page.fixture.ts'

const samples = corpus()
const scores = measure(samples)
const recall = (name: string) => score(name).found / score(name).parts
const precision = (name: string) => 1 - score(name).wrong / score(name).reported
const score = (name: string) => [...scores.values()].find(one => one.class === name)!

describe('detectors on the labelled corpus', () => {
  test('every class has at least a thousand parts, and there are hard negatives without any', () => {
    expect(scores.size).toBe(12)
    for (const { class: name, parts } of scores.values()) expect(parts, name).toBeGreaterThanOrEqual(1000)
    expect(samples.filter(({ parts }) => parts.length === 0).length).toBeGreaterThan(3000)
  })

  test.each(['iban', 'card', 'national-id'])('%s carries a checksum: recall 0.99, precision 0.98', name => {
    expect(recall(name)).toBeGreaterThanOrEqual(0.99)
    expect(precision(name)).toBeGreaterThanOrEqual(0.98)
  })

  test.each(['email', 'phone', 'secret', 'ip-address', 'birth-date'])('%s: recall 0.95, precision 0.98', name => {
    expect(recall(name)).toBeGreaterThanOrEqual(0.95)
    expect(precision(name)).toBeGreaterThanOrEqual(0.98)
  })

  test.each(['account-name', 'machine-name', 'address'])('%s: recall 0.95, precision 0.95', name => {
    expect(recall(name)).toBeGreaterThanOrEqual(0.95)
    expect(precision(name)).toBeGreaterThanOrEqual(0.95)
  })

  test('names of people are found with precision before recall', () => {
    expect(precision('person-name')).toBeGreaterThanOrEqual(0.95)
    expect(recall('person-name')).toBeGreaterThanOrEqual(0.8)
  })

  test('other seeds give the same within two points', () => {
    for (const seed of [1, 2]) {
      const again = measure(corpus(seed))
      for (const [name, { found, parts, wrong, reported }] of again) {
        expect(Math.abs(found / parts - recall(name)), name).toBeLessThan(0.02)
        expect(Math.abs(1 - wrong / reported - precision(name)), name).toBeLessThan(0.02)
      }
    }
  })

  test('the page with the results is current: `node scripts/masking-results.mjs` writes it', async () => {
    await expect(resultsPage(samples, scores)).toMatchFileSnapshot(
      resolve(import.meta.dirname, '../../../docs/concepts/masking-results.md'),
    )
  })
})
