import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { actionLogger } from '../../formats/ui/action-logger.ts'
import { type Masked, maskedAt } from '../../log/masked.ts'
import { columnLetters } from '../../log/naming.ts'
import { type NoiseKind, noiseKinds } from '../../log/step-log.ts'
import { actionAt, type UiLog, uiActions } from '../../log/ui-log.ts'
import { ValueMasker, type ValuePlace } from '../../privacy/value-masker.ts'
import { Cleaning } from './cleaning.ts'
import { redundancyLayers } from './layers.ts'
import { rewrite } from './rewriting.ts'
import { clickWithoutEntry } from './rules/click-without-entry.ts'

/** One person sits before the recordings, also where the clipboard's rows name nobody: one key for all. */
class OnePerson extends ValueMasker {
  override value(text: string, place: ValuePlace): Masked {
    return super.value(text, { ...place, user: 'one', time: 0 })
  }
}

async function read(path: string, order: 'auto' | 'input', clear = false): Promise<UiLog> {
  const masker = new OnePerson({ key: new Uint8Array(32), keeps: () => clear })
  const source = bytesSource('ui.csv', readFileSync(sharedPath(path)))
  return (await actionLogger.read(source, { platform: nodePlatform, masker, order })).log
}

function filtered(ui: UiLog): Cleaning {
  const cleaning = new Cleaning(ui)
  for (const { rules } of redundancyLayers) rewrite(cleaning, rules)
  // their filter drops every click into a field; ours tells those that led to an entry from those that did not
  rewrite(cleaning, [clickWithoutEntry])
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

function standing(cleaning: Cleaning): string[] {
  const { ui, action, place } = cleaning
  const rows = Array.from({ length: ui.eventCount }, (_, row) => row).filter(row => cleaning.stands(row))
  return rows.map(row => line(ui, row, uiActions[action[row]!]!, place[row]!))
}

async function compare(raw: string, reference: string): Promise<Comparison> {
  const cleaning = filtered(await read(raw, 'auto'))
  const ours = standing(cleaning)
  const noise: Partial<Record<NoiseKind, number>> = {}
  for (let row = 0; row < cleaning.ui.eventCount; row++) {
    const kind = noiseKinds[cleaning.noise[cleaning.standsIn(row)]!]!
    if (kind !== 'none') noise[kind] = (noise[kind] ?? 0) + 1
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
    test('of 2 409 events of Student record 1 533 stand, 1 532 of the 1 539 that are left in the published log', async () => {
      const { standing, onlyOurs, onlyTheirs, noise } = await compare(
        `${RAW}/StudentRecord.csv`,
        `${FILTERED}/StudentRecord.csv`,
      )
      expect(standing).toBe(1533)
      // the copy event carries no content, but its field shows what is pasted next: a copy of it, for all that is known
      expect(onlyOurs).toEqual(['2019-10-21T00:37:07.200Z copy'])
      expect(onlyTheirs).toEqual([
        // a phone number pasted into the field for the country, which is pasted over it before the form is sent
        '2019-10-21T00:37:53.800Z paste',
        // the field was emptied and the same country copied and pasted again, so the first copy served nothing
        '2019-10-21T00:48:20.800Z copy F31',
        '2019-10-21T00:48:22.200Z paste',
        '2019-10-21T00:48:22.500Z enter',
        // as in the first line
        '2019-10-21T00:49:25.400Z paste',
        // the post code typed for the region, found out, the field emptied and filled again
        '2019-10-21T01:01:53.700Z paste',
        '2019-10-21T01:01:58.600Z enter',
      ])
      // with the clicks into the fields that they led to
      expect(noise).toMatchObject({ corrected: 10 })
    })

    test('of 4 591 events of Reimbursement 3 109 stand, 3 089 of the 3 113 that are left in the published log', async () => {
      const { standing, onlyOurs, onlyTheirs } = await compare(
        `${RAW}/Reimbursement.csv`,
        `${FILTERED}/Reimbursement.csv`,
      )
      expect(standing).toBe(3109)
      const copies = (lines: readonly string[]) => lines.filter(text => / copy /.test(text))
      // the published log holds segments only; this page was opened before the first one
      expect(without(onlyOurs, copies(onlyOurs))).toEqual(['2020-02-25T00:36:16.600Z navigate'])
      expect(without(onlyTheirs, copies(onlyTheirs))).toEqual([
        // pasted, the field emptied, the same pasted again
        '2020-02-25T00:46:53.600Z paste',
        '2020-02-25T00:46:53.900Z enter',
        '2020-02-25T00:54:21.900Z paste',
        '2020-02-25T00:54:22.200Z enter',
        // an address pasted into the field for the e-mail address, which is pasted over it
        '2020-02-25T02:35:22.600Z paste',
      ])
      // the same copies, from other cells: see the next test
      const times = (lines: readonly string[]) => copies(lines).map(text => text.split(' ')[0])
      expect(times(onlyOurs)).toEqual(times(onlyTheirs))
      expect(times(onlyOurs)).toHaveLength(19)
    })

    test('where the cell of a copy differs, ours is the one that held what was copied', async () => {
      const cleaning = filtered(await read(`${RAW}/Reimbursement.csv`, 'auto', true))
      const theirs = await read(`${FILTERED}/Reimbursement.csv`, 'input', true)
      const { ui } = cleaning
      const expected = new Set(
        Array.from({ length: theirs.eventCount }, (_, row) => line(theirs, row, actionAt(theirs, row), row)),
      )
      const clear = (value: number) => maskedAt(ui.values, value)?.clear ?? ''
      const differing = Array.from({ length: ui.eventCount }, (_, row) => row).filter(
        row =>
          cleaning.stands(row) &&
          actionAt(ui, row) === 'copy' &&
          !expected.has(line(ui, row, 'copy', cleaning.place[row]!)),
      )
      expect(differing).toHaveLength(19)
      for (const row of differing) expect(clear(ui.value[cleaning.place[row]!]!)).toContain(clear(cleaning.value[row]!))
    })

    test('what stands does not depend on texts being kept', async () => {
      const masked = standing(filtered(await read(`${RAW}/StudentRecord.csv`, 'auto')))
      const clear = standing(filtered(await read(`${RAW}/StudentRecord.csv`, 'auto', true)))
      expect(masked).toEqual(clear)
    })

    test('the sample of the filter: reads merge into copies, clicks into entries', async () => {
      const ui = await read('data/ui/leno-semfilter/test.csv', 'auto')
      expect(standing(filtered(ui)).map(text => text.slice(25))).toEqual([
        'copy A2',
        'paste',
        'enter',
        'paste',
        'enter',
        'copy B2',
        'paste',
        'enter',
        'copy C2',
        'paste',
        'enter',
        'copy D2',
        'paste',
        'enter',
        'click',
        'other',
      ])
    })
  },
)
