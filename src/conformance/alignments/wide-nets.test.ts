import { expect, test } from 'vitest'
import { parseTree } from '../../model/process-tree.ts'
import { treeToNet } from '../../model/tree-to-net.ts'
import { Aligner } from './aligner.ts'
import { expectValid } from './naive-alignment.fixture.ts'

const letters = [...'abcdefghijklmno']
/** All its markings are known, but 32 768 of them are reached silently from the first. */
const net = treeToNet(parseTree(`→(∧(${letters.map(letter => `↺(×(${letter}, τ), τ)`).join(', ')}), z)`))
const once = [...letters, 'a']
const traces = [[...once, 'z'], [...once.slice(0, 7), 'z', ...once.slice(7), 'z'], once]

test('a net of which very much is reached silently: alignments are optimal, whatever was aligned before', async () => {
  const aligned = async (order: readonly (readonly string[])[]) => {
    const opened = await Aligner.open(net)
    if (!opened.ok) throw new Error(opened.because)
    expect(opened.value.knowsNet).toBe(true)
    const found = new Map<string, Awaited<ReturnType<Aligner['align']>>>()
    for (const trace of order) found.set(trace.join(), await opened.value.align(trace))
    return found
  }
  const found = await aligned(traces)
  traces.forEach((trace, t) => {
    const alignment = found.get(trace.join())!
    expect([alignment.lower, alignment.cost]).toEqual(t === 0 ? [0, 0] : [1, 1])
    expectValid(net, trace, alignment)
  })
  const other = await aligned([...traces].reverse())
  for (const [trace, alignment] of other) expect(alignment).toEqual(found.get(trace))
})
