import { entriesIn, listIn, refuse, textIn, textsIn, wordIn } from './read-parts.ts'
import type { RoutineEdit, RoutineKey, StepKey } from './routine-edit.ts'

const LONGEST_ID = 200
const LONGEST_REASON = 2000
/** Of a routine, of a variant; and routines and variants that one edit speaks of. */
const MOST_STEPS = 10_000

/** Members of each kind of edit, beside `kind`. */
const members = {
  rename: ['routine', 'name'],
  merge: ['routines', 'name'],
  split: ['routine', 'variants', 'name'],
  trim: ['routine', 'first', 'last'],
  reject: ['routine', 'reason'],
} as const satisfies Record<RoutineEdit['kind'], readonly string[]>
const kinds = Object.keys(members) as readonly RoutineEdit['kind'][]

/** An edit out of anything. Throws `RequestError` saying what of it is wrong; `at` is its place in the document. */
export function routineEditIn(value: unknown, at: string): RoutineEdit {
  const given = Object.fromEntries(entriesIn(value, at))
  const kind = kinds.find(one => one === given['kind'])
  if (kind === undefined) return refuse(`${at}.kind`, `must be one of ${kinds.join(', ')}`)
  // Whoever mends a document looks for the edit by what it does, not only by its place.
  const here = `${at} (${kind})`
  entriesIn(value, here, ['kind', ...members[kind]])
  const routine = () => keyIn(given['routine'], `${here}.routine`)
  const name = () => wordIn(given['name'], `${here}.name`)
  switch (kind) {
    case 'rename':
      return { kind, routine: routine(), name: name() }
    case 'merge': {
      const routines = listIn(given['routines'], `${here}.routines`, 2, MOST_STEPS)
      return { kind, routines: routines.map((one, i) => keyIn(one, `${here}.routines[${i}]`)), name: name() }
    }
    case 'split': {
      const variants = listIn(given['variants'], `${here}.variants`, 1, MOST_STEPS)
      const classes = variants.map((one, i) => textsIn(one, `${here}.variants[${i}]`, MOST_STEPS))
      return { kind, routine: routine(), variants: classes, name: name() }
    }
    case 'trim': {
      const [first, last] = [stepIn(given['first'], `${here}.first`), stepIn(given['last'], `${here}.last`)]
      return { kind, routine: routine(), first, last }
    }
    case 'reject':
      return { kind, routine: routine(), reason: textIn(given['reason'], `${here}.reason`, LONGEST_REASON) }
  }
}

/** Without `steps` the routine is known by its id alone. */
function keyIn(value: unknown, at: string): RoutineKey {
  const given = Object.fromEntries(entriesIn(value, at, ['id', 'steps']))
  return {
    id: textIn(given['id'], `${at}.id`, LONGEST_ID),
    steps: textsIn(given['steps'] ?? [], `${at}.steps`, MOST_STEPS),
  }
}

function stepIn(value: unknown, at: string): StepKey {
  const given = Object.fromEntries(entriesIn(value, at, ['class', 'nth']))
  const { class: own, nth } = given
  if (typeof own !== 'string') return refuse(`${at}.class`, 'must be the class of a step')
  if (typeof nth !== 'number' || !Number.isInteger(nth) || nth < 0)
    return refuse(`${at}.nth`, 'must be a whole number from 0 on')
  return { class: own, nth }
}
