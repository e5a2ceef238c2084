import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NODE, switchPicture } from './switch-layout.ts'

test('both directions between two applications are arcs of their own, apart from each other', () => {
  const { nodes, arcs, height } = switchPicture([
    { from: 'Excel', to: 'Chrome', times: 8 },
    { from: 'Chrome', to: 'Excel', times: 2 },
  ])
  expect(nodes.map(({ name }) => name)).toEqual(['Chrome', 'Excel'])
  expect(arcs.map(({ width }) => width)).toEqual([4, 2.5])
  expect(Math.sign(arcs[0]!.label.y - height / 2)).toBe(-Math.sign(arcs[1]!.label.y - height / 2))
})
test('every shown application lies within the picture, and what is not shown is counted', () => {
  const name = fc.constantFrom(...Array.from({ length: 16 }, (_, i) => `app ${i}`))
  const switches = fc.array(fc.record({ from: name, to: name, times: fc.integer({ min: 1, max: 99 }) }))
  fc.assert(
    fc.property(switches, given => {
      const { nodes, hidden, width, height } = switchPicture(given)
      expect(nodes.length + hidden).toBe(new Set(given.flatMap(({ from, to }) => [from, to])).size)
      for (const { x, y } of nodes) {
        expect(x - NODE.width / 2).toBeGreaterThanOrEqual(0)
        expect(x + NODE.width / 2).toBeLessThanOrEqual(width)
        expect(y - NODE.height / 2).toBeGreaterThanOrEqual(0)
        expect(y + NODE.height / 2).toBeLessThanOrEqual(height)
      }
    }),
  )
})
