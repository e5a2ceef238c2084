import { expect, test } from 'vitest'
import type { Routine } from '../../model/routine.ts'
import { placesIn } from '../places-in.ts'
import type { AlignedInstance } from './instances.ts'
import { runsOf } from './runs.ts'

/** Instances of so many variants, each laid beside the steps; steps of the log are numbered through. */
function given(steps: string, ...runs: string[]): [Routine, AlignedInstance[]] {
  const canonical = steps.split(' ')
  const variants = runs.map(run => ({ classes: run.split(' '), instances: 1 }))
  let log = 0
  const aligned = variants.map(({ classes }, variant) => {
    const places = placesIn(classes, canonical)
    const own = classes.map(() => log++)
    const placed = new Int32Array(canonical.length).fill(-1)
    own.forEach((step, i) => {
      if (places[i]! >= 0) placed[places[i]!] = step
    })
    const others = own.filter((_, i) => places[i]! < 0)
    return { instance: { first: 0, last: 0, rows: [], variant }, steps: placed, others }
  })
  const routine = { id: 'r', name: 'r', variants, instances: aligned.map(({ instance }) => instance) }
  return [{ ...routine, steps: canonical.map(one => ({ class: one, label: one, share: 1 })) }, aligned]
}
const ids = new Map([
  [0, 's1'],
  [1, 's2'],
  [3, 's3'],
])

test('runs keep their order and what comes again; what is no step of the procedure is left out', () => {
  // the third step has no id: the procedure does without it
  const [routine, instances] = given('a b x c', 'a b x c', 'a c b', 'a b b z c', 'a b c')
  expect(runsOf(routine, instances, ids)).toEqual([
    { steps: ['s1', 's2', 's3'], share: 0.5 },
    { steps: ['s1', 's2', 's2', 's3'], share: 0.25 },
    { steps: ['s1', 's3', 's2'], share: 0.25 },
  ])
})
test('a routine without instances has no runs', () => {
  expect(runsOf(given('a')[0], [], ids)).toEqual([])
})
