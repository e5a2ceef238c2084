// Business objects of L1 against its gold standard (gs_L1.json: by row, object and instances; '' = none).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Names, valueClasses } from '../../dist/log/index.js'
import { objectScore } from '../../dist/tasks/index.js'
import { readLog } from './logs.mjs'

/**
 * The object of an event: what its element is called, where the event puts a value there or takes one. Labels count, so the
 * log is read in clear.
 */
export async function objects(path) {
  const file = join(path, '..', 'gs_L1.json')
  if (!existsSync(file)) return null
  const gold = JSON.parse(readFileSync(file, 'utf8'))
  const ui = await readLog(path, { keepValues: true })
  const names = new Names()
  const isEmpty = value => value < 0 || valueClasses[ui.values.class[value]] === 'empty'
  const rows = Array.from({ length: ui.eventCount }, (_, row) => row)
  const found = rows.map(row => (isEmpty(ui.value[row]) ? null : names.element(ui.elements, ui.element[row])))
  const expected = rows.map(row => {
    const [object, instances] = Object.entries(gold[ui.ordinal[row]] ?? {})[0] ?? ['', []]
    return object === '' || (instances[0] ?? '') === '' ? null : object
  })
  return { ui, found, expected, ...objectScore(found, expected) }
}
