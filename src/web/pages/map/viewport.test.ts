import { expect, test } from 'vitest'
import { fitting } from './viewport.ts'

const at = (x: number) => new Map([['▶', { x, y: 20 }]])
const seen = (camera: { x: number; k: number }, width: number) => [camera.x, camera.x + width / camera.k]

test('a map that is too wide and too tall to be read opens with its start in the middle', () => {
  const camera = fitting({ x: 0, y: 0, width: 20_000, height: 9000, nodes: at(7000) }, 900, 700, 0.33)
  const [left = 0, right = 0] = seen(camera, 900)
  expect((left + right) / 2).toBeCloseTo(7000)
  expect(camera).toMatchObject({ k: 0.33, y: -24 / 0.33 })
})
test('a start at the edge does not leave half of the window empty', () => {
  const camera = fitting({ x: 0, y: 0, width: 20_000, height: 9000, nodes: at(100) }, 900, 700, 0.33)
  expect(seen(camera, 900)[0]).toBeCloseTo(-24 / 0.33)
})
test('a map that fits stands in the middle, wherever it starts', () => {
  const camera = fitting({ x: 0, y: 0, width: 400, height: 300, nodes: at(50) }, 900, 700, 0.33)
  const [left = 0, right = 0] = seen(camera, 900)
  expect((left + right) / 2).toBeCloseTo(200)
})
