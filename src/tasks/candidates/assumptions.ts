import { RequestError } from '../../base/errors.ts'
import { type Assumptions, type BuildCatalogue, defaultAssumptions } from './candidate.ts'

const SHARES: readonly string[] = ['adoption', 'cashShare']
const CATALOGUE: readonly (keyof BuildCatalogue)[] = ['base', 'perStep', 'perApplication', 'contingency']

/** Assumptions that came as JSON; what they leave out has its default. Throws `RequestError` naming the wrong part. */
export function assumptionsFrom(value: unknown): Assumptions {
  const given = record(value, 'the assumptions')
  const known = Object.keys(defaultAssumptions)
  for (const key of Object.keys(given))
    if (!known.includes(key)) refuse(key, `is not known (known: ${known.join(', ')})`)
  const found: Record<string, unknown> = { ...defaultAssumptions }
  for (const [key, one] of Object.entries(given)) {
    if (key === 'currency') found[key] = text(one, key)
    else if (key === 'catalogue') found[key] = one === null ? null : catalogueFrom(one)
    else if (key === 'apiApplications') found[key] = texts(one, key)
    else found[key] = amount(one, key, SHARES.includes(key) ? 1 : Number.MAX_SAFE_INTEGER)
  }
  return found as unknown as Assumptions
}

function catalogueFrom(value: unknown): BuildCatalogue {
  const given = record(value, 'catalogue')
  return Object.fromEntries(
    CATALOGUE.map(key => [key, amount(given[key], `catalogue.${key}`, Number.MAX_SAFE_INTEGER)]),
  ) as unknown as BuildCatalogue
}

function amount(value: unknown, at: string, most: number): number {
  if (typeof value === 'number' && value >= 0 && value <= most) return value
  return refuse(at, most === 1 ? 'must be a number from 0 to 1' : 'must be a number from 0 on')
}
const text = (value: unknown, at: string): string => (typeof value === 'string' ? value : refuse(at, 'must be a text'))
const texts = (value: unknown, at: string): readonly string[] =>
  Array.isArray(value) && value.every(one => typeof one === 'string') ? value : refuse(at, 'must be a list of texts')

function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(at, 'must be an object')
  return value as Record<string, unknown>
}

function refuse(at: string, what: string): never {
  throw new RequestError(`Assumptions: ${at} ${what}.`)
}
