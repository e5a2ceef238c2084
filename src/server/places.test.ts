import { expect, test } from 'vitest'
import { Cancelled } from '../base/platform.ts'
import { createPlaces } from './places.ts'

const { signal } = new AbortController()

test('places are given in the order in which they were asked for; who goes away while waiting takes none', async () => {
  const places = createPlaces(1, 3, waiting => new Error(`${waiting} wait`))
  const order: string[] = []
  const first = await places.take(signal)
  const gone = new AbortController()
  const asked = async (name: string) => {
    const back = await places.take(signal)
    order.push(name)
    return back
  }
  const waiting = [asked('second'), places.take(gone.signal).catch(error => error), asked('third')] as const
  await expect(places.take(signal)).rejects.toThrow('3 wait')
  gone.abort()
  expect(await waiting[1]).toBeInstanceOf(Cancelled)
  first()
  // Given back once, it is one place.
  first()
  const second = await waiting[0]
  expect(order).toEqual(['second'])
  second()
  const third = await waiting[2]
  third()
  expect(order).toEqual(['second', 'third'])
  await expect(places.take(AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled)
  ;(await places.take(signal))()
})
