import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { actionLogger } from '../../formats/ui/action-logger.ts'
import type { Masked } from '../../log/masked.ts'
import { columnLetters } from '../../log/naming.ts'
import { type NoiseKind, noiseKinds } from '../../log/step-log.ts'
import { actionAt, type UiLog, uiActions } from '../../log/ui-log.ts'
import { ValueMasker, type ValuePlace } from '../../privacy/value-masker.ts'
import { Cleaning } from './cleaning.ts'
import { redundancyLayers } from './layers.ts'
import { rewrite } from './rewriting.ts'

/** One person sits before the recordings, also where the clipboard's rows name nobody: one key for all. */
class OnePerson extends ValueMasker {
  override value(text: string, place: ValuePlace): Promise<Masked> {
    return super.value(text, { ...place, user: 'one', time: 0 })
  }
}

async function read(path: string, order: 'auto' | 'input'): Promise<UiLog> {
  const masker = new OnePerson({ platform: nodePlatform, key: new Uint8Array(32) })
  const source = bytesSource('ui.csv', readFileSync(sharedPath(path)))
  return (await actionLogger.read(source, { platform: nodePlatform, masker, order })).log
}

function filtered(ui: UiLog): Cleaning {
  const cleaning = new Cleaning(ui)
  for (const { rules } of redundancyLayers) rewrite(cleaning, rules)
  return cleaning
}

/** An event as both logs tell it: time, action, cell. */
function line(ui: UiLog, row: number, action: string, place: number): string {
  const { column, row: r } = ui.position
  const cell = column[place]! > 0 ? `${columnLetters(column[place]!)}${r[place]}` : ''
  return `${new Date(ui.time[row]!).toISOString()} ${action} ${cell}`.trim()
}

interface Comparison {
  readonly standing: number
  readonly onlyOurs: readonly string[]
  readonly onlyTheirs: readonly string[]
  readonly noise: Partial<Record<NoiseKind, number>>
}

async function compare(raw: string, reference: string): Promise<Comparison> {
  const cleaning = filtered(await read(raw, 'auto'))
  const { ui } = cleaning
  const ours: string[] = []
  const noise: Partial<Record<NoiseKind, number>> = {}
  for (let row = 0; row < ui.eventCount; row++) {
    const kind = noiseKinds[cleaning.noise[cleaning.standsIn(row)]!]!
    if (kind !== 'none') noise[kind] = (noise[kind] ?? 0) + 1
    if (cleaning.stands(row)) ours.push(line(ui, row, uiActions[cleaning.action[row]!]!, cleaning.place[row]!))
  }
  const theirs = await read(reference, 'input')
  const expected = Array.from({ length: theirs.eventCount }, (_, row) => line(theirs, row, actionAt(theirs, row), row))
  return { standing: ours.length, onlyOurs: without(ours, expected), onlyTheirs: without(expected, ours), noise }
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1)
  return lines.filter(text => {
    const count = left.get(text) ?? 0
    left.set(text, count - 1)
    return count <= 0
  })
}

const RAW = 'data/logs/ui-rpm-segmentator/Evaluation/CSV'
const FILTERED = 'data/logs/ui-task-recognition'

describeShared(
  'the redundancy filter against published recordings',
  [`${RAW}/StudentRecord.csv`, `${FILTERED}/StudentRecord.csv`, 'data/ui/leno-semfilter/test.csv'],
  () => {
    test('Student record', async () => {
      expect(await compare(`${RAW}/StudentRecord.csv`, `${FILTERED}/StudentRecord.csv`)).toEqual({})
    })
    test('Reimbursement', async () => {
      expect(await compare(`${RAW}/Reimbursement.csv`, `${FILTERED}/Reimbursement.csv`)).toEqual({})
    })
  },
)
