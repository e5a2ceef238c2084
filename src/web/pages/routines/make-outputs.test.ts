import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { enterCustomer } from '../../../actions/procedure.fixture.ts'
import { kinds, makeOutputs, TO_DO, zipOutputs } from './make-outputs.ts'

test('the zip holds every file of every output, and everything that is left to do', () => {
  const made = makeOutputs(
    enterCustomer('https://shop.test/new'),
    kinds.map(({ id }) => id),
  )
  expect(made.map(({ id }) => id)).toEqual(kinds.map(({ id }) => id))
  const zip = zipOutputs(made)
  expect(zipOutputs(made)).toEqual(zip)
  const files = unzipSync(zip)
  const paths = made.flatMap(({ id, files }) => files.map(({ path }) => `${id}/${path}`))
  expect(Object.keys(files).sort()).toEqual([TO_DO, ...paths].sort())
  const toDo = strFromU8(files[TO_DO]!)
  for (const { toDo: own } of made) for (const text of own) expect(toDo).toContain(`- [ ] ${text}`)
})
