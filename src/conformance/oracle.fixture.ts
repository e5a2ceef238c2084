import { readFileSync } from 'node:fs'
import { sharedPath } from '../../test/shared.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { logOf } from './log-of.fixture.ts'
import { netOfPnml } from './pnml.fixture.ts'

/** Logs of which another tool published results and the nets it mined. */
export const oracleLogs = [
  'running-example',
  'receipt',
  'repairExample',
  'reviewing',
  'roadtraffic100traces',
  'helpdesk',
  'sepsis',
  'rtfmp',
  'bpic2013_closed',
  'bpic13_i',
  'bpic20_domestic',
  'interval_event_log',
  'bpic2012',
] as const

export const oracleNets = oracleLogs.flatMap(log => (['IM', 'IMf_0.2'] as const).map(miner => ({ log, miner })))

const read = new Map<string, Record<string, unknown>>()

export function oracleOf(name: string): Record<string, unknown> {
  const known = read.get(name)
  if (known) return known
  const oracle = JSON.parse(readFileSync(sharedPath('oracle', `${name}.json`), 'utf8')) as Record<string, unknown>
  read.set(name, oracle)
  return oracle
}

/** A key of the oracle; null where that tool ran out of time or failed. */
export function oracleValue<T>(name: string, key: string): T | null {
  const value = oracleOf(name)[key]
  if (value === undefined || value === null) return null
  return typeof value === 'object' && ('_timeout_s' in value || '_error' in value) ? null : (value as T)
}

export const oracleNet = (log: string, miner: string): PetriNet =>
  netOfPnml(readFileSync(sharedPath('oracle', 'models', `${log}.${miner}.pnml`), 'utf8'))

export const oracleLog = (name: string): VariantLog =>
  logOf((oracleOf(name)['variants'] as [string[], number][]).map(([activities, cases]) => ({ activities, cases })))
