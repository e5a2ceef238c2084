// Business objects of L1 against its gold standard (gs_L1.json: by row, object and instances; '' = none).
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { businessObjects, objectScore } from '../../dist/tasks/index.js'
import { readLog } from './logs.mjs'

/** Labels count, so the log is read in clear. The gold standard lies beside the log, `gs_` before its name. */
export async function objects(path) {
  const file = join(path, '..', `gs_${basename(path, '.csv')}.json`)
  if (!existsSync(file)) return null
  const gold = JSON.parse(readFileSync(file, 'utf8'))
  const ui = await readLog(path, { keepValues: true })
  const rows = Array.from({ length: ui.eventCount }, (_, row) => row)
  const found = businessObjects(ui)
  const expected = rows.map(row => {
    const [object, instances] = Object.entries(gold[ui.ordinal[row]] ?? {})[0] ?? ['', []]
    return object === '' || (instances[0] ?? '') === '' ? null : object
  })
  return { ui, found, expected, ...objectScore(found, expected) }
}
