import type { CandidateBase } from '../tasks/index.ts'

/** What an output rests on, in words; the number of people is left out where it may not be told. */
export function basis({ instances, people, days }: CandidateBase): string {
  const by = Number.isNaN(people) ? '' : ` of ${people} people`
  return `${instances} recorded runs${by} on ${days} days`
}
