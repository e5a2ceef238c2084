import { expect, test } from 'vitest'
import { nodeIo } from './io.ts'

test('while work hears nothing nobody listens to signals, so that they end the process; then all do again', () => {
  const io = nodeIo()
  const heard = () => {}
  process.on('SIGINT', heard)
  try {
    const before = process.listeners('SIGINT')
    expect(io.busy(() => process.listenerCount('SIGINT'))).toBe(0)
    expect(process.listeners('SIGINT')).toEqual(before)
    const fails = () => {
      throw new Error('no model')
    }
    expect(() => io.busy(fails)).toThrow('no model')
    expect(process.listeners('SIGINT')).toEqual(before)
  } finally {
    process.off('SIGINT', heard)
  }
})
