import { z } from 'zod'
import type { Analysis } from '../analyses/index.ts'
import { UsageError } from './exit.ts'

/** An option of `ask <analysis>`, made from the schema of its parameters. */
export interface Parameter {
  readonly key: string
  /** kebab-case, without the dashes. */
  readonly flag: string
  readonly type: 'number' | 'boolean' | 'string' | 'json'
  readonly description: string
  readonly default: unknown
  /** Allowed texts, where they are listed. */
  readonly choices: readonly string[] | null
}

interface Schema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
}

/** Options that every command has: a parameter of such a name is prefixed with its analysis, `--compare-level`. */
const taken = [
  'where',
  'json',
  'quiet',
  'classifier',
  'level',
  'mapping',
  'key',
  'calendar',
  'case-notion',
  'object-type',
  'show-people',
  'server',
  'token',
  'help',
]

/** Name under which the parsed option of a parameter is found. */
export const optionName = (key: string): string => `parameter ${key}`

/** Options for the parameters of an analysis: `minimumCases` becomes `--minimum-cases`. */
export function parametersOf(analysis: Analysis): Parameter[] {
  const { properties } = z.toJSONSchema(analysis.params, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Schema>
  }
  const flagOf = (key: string) => {
    const flag = key.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
    return taken.includes(flag) ? `${analysis.id}-${flag}` : flag
  }
  return Object.entries(properties ?? {}).map(([key, schema]) => ({
    key,
    flag: flagOf(key),
    type: typeOf(schema),
    description: schema.description ?? '',
    default: schema.default,
    choices: schema.enum?.every(value => typeof value === 'string') ? (schema.enum as string[]) : null,
  }))
}

function typeOf(schema: Schema): Parameter['type'] {
  const { type, anyOf } = schema
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'boolean' || type === 'string') return type
  const kinds = anyOf?.filter(option => option.type !== 'null').map(typeOf) ?? []
  return kinds.length > 0 && kinds.every(kind => kind === kinds[0]) ? kinds[0]! : 'json'
}

/** The parameters among parsed options as values of their type. */
export function valuesOf(parameters: readonly Parameter[], options: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { key, flag, type } of parameters) {
    const given = options[optionName(key)]
    if (given === undefined) continue
    values[key] = typeof given === 'string' ? parsed(given, flag, type) : given
  }
  return values
}

function parsed(text: string, flag: string, type: Parameter['type']): unknown {
  if (type === 'number') {
    const number = Number(text)
    if (text.trim() === '' || Number.isNaN(number)) throw new UsageError(`--${flag}: "${text}" is no number.`)
    return number
  }
  if (type === 'boolean') {
    if (text !== 'true' && text !== 'false') throw new UsageError(`--${flag}: it must be true or false.`)
    return text === 'true'
  }
  if (type === 'string') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new UsageError(`--${flag}: "${text}" is no JSON.`)
  }
}
