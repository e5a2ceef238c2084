import { expect, test } from 'vitest'
import { directlyFollows } from '../discovery/directly-follows.ts'
import { variantLog } from '../log/variant-log.ts'
import { languageOfNet } from './bpmn/language.fixture.ts'
import { dfgToNet } from './dfg-to-net.ts'
import { modelNet } from './model-as.ts'

const languageOf = (log: string, length: number) => {
  const made = modelNet({ kind: 'dfg', dfg: directlyFollows(variantLog(log)) })
  if (!made.ok) throw new Error(made.because)
  return languageOfNet(made.value, length)
}

test('every way through the arcs is one of the model, no other', () => {
  expect(languageOf('a b d *3 | a c d', 3)).toEqual(['a b d', 'a c d'])
  expect(languageOf('a b a', 4)).toEqual(['a', 'a b a'])
  expect(languageOf('a | ', 1)).toEqual(['', 'a'])
})
test('a graph that no case could begin or end in is refused', () => {
  const dfg = { activities: ['a'], frequency: new Float64Array(9) }
  expect(dfgToNet(dfg)).toMatchObject({ ok: false, because: expect.stringContaining('no first activity') })
  dfg.frequency[1 * 3 + 0] = 1
  expect(dfgToNet(dfg)).toMatchObject({ ok: false, because: expect.stringContaining('no last activity') })
})
