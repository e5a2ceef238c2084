import { expect, test } from 'vitest'
import { columnsInRoom, leastWidth } from './columns-in-room.ts'

const columns = [
  { key: 'name', width: 'minmax(200px, 1fr)' },
  { key: 'runs', width: '60px', optional: true },
  { key: 'days', width: '60px', optional: true },
  { key: 'cost' },
]
const shown = (room: number, kept?: string) => columnsInRoom(columns, room, kept).map(({ key }) => key)

test('columns are as wide as they ask for at least, with a gap around each', () => {
  expect(leastWidth(columns)).toBe(200 + 60 + 60 + 80 + 5 * 12)
})
test('optional columns leave where there is no room, the last first, and never the one that rows are sorted by', () => {
  expect(shown(460)).toEqual(['name', 'runs', 'days', 'cost'])
  expect(shown(459)).toEqual(['name', 'runs', 'cost'])
  expect(shown(459, 'days')).toEqual(['name', 'days', 'cost'])
  expect(shown(10)).toEqual(['name', 'cost'])
})
