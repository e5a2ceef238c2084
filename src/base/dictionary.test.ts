import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DictionaryBuilder, dictionaryFrom, FNV_BASIS, FNV_PRIME } from './dictionary.ts'
import { encodeUtf8 } from './utf8.ts'

const texts = fc.array(
  fc.string({ unit: 'grapheme', maxLength: 6 }).map(t => t.replace(/\p{Surrogate}/gu, '')),
  { maxLength: 200 },
)

test('numbers distinct texts in the order of their first appearance', () => {
  fc.assert(
    fc.property(texts, input => {
      const distinct = [...new Set(input)]
      const builder = new DictionaryBuilder()
      expect(input.map(text => builder.addText(text))).toEqual(input.map(text => distinct.indexOf(text)))
      for (const dictionary of [builder, builder.finish()]) {
        expect(dictionary.size).toBe(distinct.length)
        distinct.forEach((text, code) => {
          expect(dictionary.text(code)).toBe(text)
          expect(dictionary.codeOf(text)).toBe(code)
        })
        expect(dictionary.codeOf('not there: 0123456789')).toBe(-1)
      }
    }),
  )
})

test('bytes, hashed bytes and texts get the same codes', () => {
  fc.assert(
    fc.property(texts, input => {
      const [byText, byBytes, byHash] = [new DictionaryBuilder(), new DictionaryBuilder(), new DictionaryBuilder()]
      for (const text of input) {
        const bytes = encodeUtf8(`<${text}>`)
        const to = bytes.length - 1
        let hash = FNV_BASIS
        for (let i = 1; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME)
        const code = byText.addText(text)
        expect([byBytes.add(bytes, 1, to), byHash.addHashed(bytes, 1, to, hash)]).toEqual([code, code])
      }
      expect(byHash.finish().bytes).toEqual(byText.finish().bytes)
    }),
  )
})

test('grows to a hundred thousand texts', () => {
  const builder = new DictionaryBuilder()
  for (let i = 0; i < 100_000; i++) expect(builder.addText(`value ${i}`)).toBe(i)
  expect(builder.addText('value 77')).toBe(77)
  const dictionary = builder.finish()
  expect(dictionary.offsets).toHaveLength(100_001)
  expect([dictionary.text(0), dictionary.text(99_999), dictionary.codeOf('value 500')]).toEqual([
    'value 0',
    'value 99999',
    500,
  ])
})

test('the empty text is a text', () => {
  const dictionary = dictionaryFrom(['', 'a'])
  expect([dictionary.text(0), dictionary.codeOf(''), dictionary.codeOf('a')]).toEqual(['', 0, 1])
})
