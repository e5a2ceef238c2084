import { readFileSync } from 'node:fs'
import { sharedPath } from '../../test/shared.ts'
import type { VariantLog } from '../log/variant-log.ts'

/** What pm4py 2.7.14 found in a log; keys that took it too long are absent. */
export interface MinedOracle {
  readonly variants: readonly (readonly [readonly string[], number])[]
  readonly heuristics?: {
    readonly dependency_matrix: Readonly<Record<string, Readonly<Record<string, number>>>>
    readonly edges: readonly (readonly [string, string])[]
  }
  readonly alpha_places?: { readonly places: readonly (readonly [readonly string[], readonly string[]])[] }
  readonly footprints_log?: OracleFootprints & { readonly min_trace_length: number }
  readonly 'footprints_tree_IMf_0.2'?: OracleFootprints & { readonly min_trace_length: number }
  readonly 'tree_IMf_0.2'?: string
  /** In seconds; deviation 0 for one pair. */
  readonly temporal_profile?: readonly (readonly [string, string, number, number])[]
  readonly log_skeleton_noise0?: OracleSkeleton
  readonly 'log_skeleton_noise0.1'?: OracleSkeleton
  /** By template, by activity or JSON pair. */
  readonly declare?: Readonly<Record<string, Readonly<Record<string, { support: number; confidence: number }>>>>
}
interface OracleFootprints {
  readonly sequence: readonly (readonly [string, string])[]
  readonly parallel: readonly (readonly [string, string])[]
  readonly start_activities: readonly string[]
  readonly end_activities: readonly string[]
}
type OraclePairs = readonly (readonly [string, string])[]
export interface OracleSkeleton {
  readonly equivalence: OraclePairs
  readonly always_after: OraclePairs
  readonly always_before: OraclePairs
  readonly never_together: OraclePairs
  readonly directly_follows: OraclePairs
  readonly activ_freq: Readonly<Record<string, readonly number[]>>
}

export const readMinedOracle = (name: string): MinedOracle =>
  JSON.parse(readFileSync(sharedPath('oracle', `${name}.json`), 'utf8')) as MinedOracle

/** Traces as a variant log; activities by first appearance. */
export function logOf(variants: readonly (readonly [readonly string[], number])[]): VariantLog {
  const code = new Map<string, number>()
  const symbols = variants.map(([activities]) =>
    activities.map(activity => {
      if (!code.has(activity)) code.set(activity, code.size)
      return code.get(activity)!
    }),
  )
  const offsets = new Int32Array(variants.length + 1)
  symbols.forEach((trace, v) => {
    offsets[v + 1] = offsets[v]! + trace.length
  })
  return {
    activities: [...code.keys()],
    offsets,
    symbols: Int32Array.from(symbols.flat()),
    cases: Float64Array.from(variants, ([, cases]) => cases),
  }
}

/** The traces of a log as texts. */
export const tracesOf = (log: VariantLog): string[][] =>
  Array.from(log.cases, (_, v) =>
    Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), symbol => log.activities[symbol]!),
  )

/** Logs that have an oracle and are read from its variants alone. */
export const oracleNames = [
  'running-example',
  'receipt',
  'repairExample',
  'reviewing',
  'roadtraffic100traces',
  'interval_event_log',
  'helpdesk',
  'sepsis',
  'rtfmp',
  'bpic2013_closed',
  'bpic13_i',
  'bpic20_domestic',
  'bpic2012',
] as const
