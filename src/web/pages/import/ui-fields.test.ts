import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uiMappedColumns, uiMappingFrom } from '../../../log/ui-mapping.ts'
import { columnOf, emptyDraft, everyField, tellsOf, type UiField, uiFields, withColumn } from './ui-fields.ts'

test('every field of a mapping can be chosen', () => {
  expect([...uiFields].sort()).toEqual([...everyField].sort())
})

test('a field has the column that it was given last, and the mapping is one that readers take', () => {
  const choice = fc.tuple(fc.constantFrom(...uiFields), fc.option(fc.constantFrom('a', 'b', 'c')))
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 30 }), choices => {
      let draft = withColumn(emptyDraft({ delimiter: ';' }), 'action', 'did')
      const last = new Map<UiField, string | null>([['action', 'did']])
      for (const [field, column] of choices) {
        if (field === 'action' && column === null) continue
        draft = withColumn(draft, field, column)
        last.set(field, column)
      }
      for (const field of uiFields) expect(columnOf(draft, field)).toBe(last.get(field) ?? null)
      expect(uiMappingFrom(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
      for (const column of ['a', 'b', 'c', 'did'])
        expect(tellsOf(draft, column).length > 0).toBe(uiMappedColumns(draft).includes(column))
    }),
  )
})

test('another action column forgets what the words of the one before meant', () => {
  const draft = { ...withColumn(emptyDraft({}), 'action', 'did'), actions: { pressed: 'click' as const } }
  expect(withColumn(draft, 'action', 'event').actions).toEqual({})
  expect(withColumn(draft, 'user', 'who').actions).toEqual({ pressed: 'click' })
})
