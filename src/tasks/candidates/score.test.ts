import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assumed, given, measured } from './estimate.ts'
import { type CandidateInputs, scoreCandidate } from './score.ts'

const base = { people: 3, days: 5, instances: 40, coverage: 0.5 }
const inputs: CandidateInputs = {
  instancesPerMonth: measured(200, 150, 250),
  minutesPerInstance: measured(3, 2.5, 3.5),
  ruleShare: measured(0.9),
  stability: measured(0.8),
  applicationStability: measured(1),
  exceptions: measured(0.1),
  adoption: assumed(0.8),
  hourlyCost: given(50),
  cashShare: assumed(0),
  runCost: given(72),
  buildHours: given(40),
  buildHourlyCost: given(90),
  currency: 'EUR',
}

test('hours, capacity, cash and payback are the product of what is shown', () => {
  const score = scoreCandidate(inputs, base)
  expect(score.ok && [score.value.minutesPerMonth.value, score.value.hoursSaved.value]).toEqual([600, 6.48])
  expect(score.ok && [score.value.capacity.value, score.value.cash.value]).toEqual([324, 0])
  expect(score.ok && score.value.paybackMonths?.value).toBeCloseTo(3600 / 252, 12)
  expect(score.ok && score.value.arithmetic[1]).toBe(
    '× rule share 0.9 × (1 − exceptions 0.1) × adoption 0.8 ÷ 60 = 6.48 (4.05 to 9.45) h a month',
  )
})

test('the return of the first year is what is left of it after its cost, over that cost', () => {
  const score = scoreCandidate(inputs, base)
  // 12 × 324 over 40 × 90 + 12 × 72
  expect(score.ok && score.value.firstYearReturn?.value).toBeCloseTo(3888 / 4464 - 1, 12)
  const free = scoreCandidate({ ...inputs, buildHours: given(0), runCost: given(0) }, base)
  expect(free.ok && free.value.firstYearReturn).toBe(null)
})

test('where times say nothing there is no monthly figure, until the minutes are given', () => {
  const refused = scoreCandidate({ ...inputs, minutesPerInstance: null }, base)
  expect(!refused.ok && refused.because).toContain('the times of the recordings are missing or no order')
  expect(scoreCandidate({ ...inputs, minutesPerInstance: given(3) }, base).ok).toBe(true)
})

test('a few runs on one day give no monthly figure, and the reason', () => {
  expect(scoreCandidate(inputs, { ...base, days: 1, instances: 6 })).toEqual({
    ok: false,
    because: '6 runs on 1 day: a monthly figure needs at least 10 runs on 3 days',
  })
})

test('without hours to build, or with running costs above the saving, there is no payback', () => {
  for (const changed of [{ buildHours: null }, { runCost: given(1000) }]) {
    const score = scoreCandidate({ ...inputs, ...changed }, base)
    expect(score.ok && score.value.paybackMonths).toBe(null)
    if (changed.buildHours === null) expect(score.ok && score.value.firstYearReturn).toBe(null)
  }
})

test('the interval of every figure encloses it, and more adoption never saves less', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, share, (ruleShare, exceptions, adoption) => {
      const at = (more: number) =>
        scoreCandidate(
          { ...inputs, ruleShare: measured(ruleShare), exceptions: measured(exceptions), adoption: given(more) },
          base,
        )
      const [less, more] = [at(adoption / 2), at(adoption)]
      if (!less.ok || !more.ok) throw new Error('no score')
      for (const figure of [more.value.hoursSaved, more.value.capacity]) {
        expect(figure.low).toBeLessThanOrEqual(figure.value)
        expect(figure.high).toBeGreaterThanOrEqual(figure.value)
      }
      expect(less.value.hoursSaved.value).toBeLessThanOrEqual(more.value.hoursSaved.value)
    }),
    { seed: 3 },
  )
})
