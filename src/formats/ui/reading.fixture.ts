import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { maskedAt } from '../../log/masked.ts'
import { actionAt, elementAt, textAt, type UiLog } from '../../log/ui-log.ts'
import { ValueMasker } from '../../privacy/value-masker.ts'
import type { UiFormat, UiReadOptions } from './ui-format.ts'

/** A masker that keeps values in clear, so that tests can say what was read. */
export const clearMasker = (): ValueMasker =>
  new ValueMasker({ key: new Uint8Array(32), keeps: () => true, words: 'clear' })

export const readText = (format: UiFormat, text: string, options: Partial<UiReadOptions> = {}, name = 'ui') =>
  readBytes(format, new TextEncoder().encode(text), options, name)

export const readBytes = (format: UiFormat, bytes: Uint8Array, options: Partial<UiReadOptions> = {}, name = 'ui') =>
  format.read(bytesSource(name, bytes), { platform: nodePlatform, masker: clearMasker(), ...options })

export const readSample = (format: UiFormat, name: string, options: Partial<UiReadOptions> = {}) =>
  readBytes(format, readFileSync(new URL(`../../../samples/${name}`, import.meta.url)), options, basename(name))

/** Rows as lines: `user | application | action | role name | [row,column] | value`. */
export function printUi(log: UiLog): string[] {
  return Array.from({ length: log.eventCount }, (_, r) => {
    const element = elementAt(log.elements, log.element[r]!)
    const target = [element?.role, element?.name ?? element?.identifier].filter(Boolean).join(' ')
    const cell = log.position.row[r]! > 0 ? `[${log.position.row[r]},${log.position.column[r]}]` : ''
    const value = maskedAt(log.values, log.value[r]!)
    const parts = [textAt(log.user, r) ?? '-', element?.application ?? '-', actionAt(log, r), target + cell]
    return [...parts, value === null ? '' : (value.clear ?? value.shape)].join(' | ').replace(/[ |]+$/, '')
  })
}
