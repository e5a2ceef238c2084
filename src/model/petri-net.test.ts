import { expect, test } from 'vitest'
import { fire, isEnabled, isFinal, PetriNetBuilder } from './petri-net.ts'

test('a transition takes its tokens and puts others', () => {
  const builder = new PetriNetBuilder()
  const [start, end] = [builder.place('start'), builder.place('end')]
  const pack = builder.transition('pack')
  builder.takes(pack, start)
  builder.takes(pack, start)
  builder.puts(pack, end)
  const net = builder.build([[start, 2]], [[[end, 1]]])
  const [first] = net.transitions
  expect(first).toEqual({
    id: 't1',
    label: 'pack',
    inputs: [{ place: 0, tokens: 2 }],
    outputs: [{ place: 1, tokens: 1 }],
  })
  expect(isEnabled(first!, [1, 0])).toBe(false)
  expect(isFinal(net, net.initial)).toBe(false)
  expect(fire(first!, net.initial)).toEqual([0, 1])
  expect(isFinal(net, [0, 1])).toBe(true)
  expect(() => fire(first!, [1, 0])).toThrow('not enabled')
})
