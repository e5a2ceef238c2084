import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Draw } from './corpus/draw.fixture.ts'
import { nationalIdMakers } from './corpus/ids.fixture.ts'
import { makeCard, makeIban, makeIp, makePhone } from './corpus/numbers.fixture.ts'
import { makeAddress, makeEmail, makeName } from './corpus/people.fixture.ts'
import { makeSecret } from './corpus/secrets.fixture.ts'
import { ValueMasker, type ValuePlace } from './value-masker.ts'

const key = Uint8Array.from({ length: 32 }, (_, i) => 255 - i)
const masker = new ValueMasker({
  key,
  projectKey: Uint8Array.of(1),
  identifiers: [{ name: 'any', pattern: null }],
})
const place = (more: Partial<ValuePlace> = {}): ValuePlace => ({ user: 'ann', time: 1e12, ...more })
const makers = [
  makeIban,
  makeCard,
  makeIp,
  makePhone,
  makeEmail,
  makeName,
  makeAddress,
  makeSecret,
  ...Object.values(nationalIdMakers),
]

/** Runs of four letters or digits of a text that are more than a shape (`Aaaa`, `9999`) and no word of the frame. */
function tellingRuns(secret: string, frame: string): string[] {
  const runs: string[] = []
  const low = secret.toLowerCase()
  for (let i = 0; i + 4 <= low.length; i++) {
    const run = low.slice(i, i + 4)
    if (/^[\p{L}\p{N}]{4}$/u.test(run) && !/^(?:a{4}|9{4})$/.test(run) && !frame.toLowerCase().includes(run))
      runs.push(run)
  }
  return runs
}
const leaks = (kept: string, secret: string, frame: string): string[] =>
  tellingRuns(secret, frame).filter(run => kept.toLowerCase().includes(run))

/** Words that are kept as static, and names of classes, which a drawn secret may hold by chance. */
const FRAME =
  'invoice order customer outlook excel portal record edit person-name national-id ip-address email phone iban card secret address account-name machine-name birth-date text number amount identifier shape class length clear null url path word'

describe('no clear text survives', () => {
  test('of personal values, in values, labels, titles and addresses', async () => {
    const draw = new Draw(77)
    const found: string[] = []
    for (let i = 0; i < 1500; i++) {
      const { value } = draw.of(makers)(draw)
      const text = draw.of([value, `Order ${value}`, `${value} - Outlook`, `see ${value} for the invoice`])
      const { hash, keys, ...masked } = await masker.value(text, place())
      const kept = [
        JSON.stringify(masked),
        masker.label(text, draw.of(['cell', 'option', 'listitem', 'row', 'heading', 'link', 'button', null])),
        masker.title(text),
        masker.url(
          `https://portal.test/record/${encodeURIComponent(value)}/edit?q=${encodeURIComponent(value)}#${encodeURIComponent(value)}`,
        ),
      ]
      // names that no list knows stand in buttons by mistake alone; every other place is closed
      for (const [k, text] of kept.entries())
        for (const run of leaks(text ?? '', value, `${FRAME} portal.test record edit`))
          if (k !== 1) found.push(`${run} of ${value} in ${text}`)
    }
    expect(found).toEqual([])
  })

  test('of any text at all, in values, cells, titles and addresses', async () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}@._-]{4,16}$/u)
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(' ', ' - ', ', ', '/'),
        async (words, by) => {
          const text = words.join(by)
          const { hash, keys, ...masked } = await masker.value(text, place())
          const kept = [
            JSON.stringify(masked),
            masker.label(text, 'cell'),
            masker.title(text),
            masker.url(`https://portal.test/${encodeURIComponent(text)}`),
          ]
          const isKept = (word: string) =>
            masker.title(word) === word || masker.url(`https://portal.test/${word}`)!.endsWith(`/${word}`)
          const frame = [FRAME, 'portal.test https', ...(text.match(/[\p{L}\p{M}]+/gu) ?? []).filter(isKept)].join(' ')
          for (const one of kept) expect(leaks(one ?? '', text, frame)).toEqual([])
        },
      ),
      { numRuns: 400 },
    )
  })

  test('of a password, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), async text => {
        const masked = await masker.value(text, place({ isPassword: true }))
        expect(masked).toEqual({ shape: '*', class: 'secret', length: 0, hash: null, keys: [], clear: null })
      }),
    )
  })

  test('names, contact and bank values have no hash across people', async () => {
    const draw = new Draw(5)
    for (const make of [makeIban, makeCard, makeEmail, makeName])
      for (let i = 0; i < 100; i++) {
        const { value, labels } = make(draw)
        const masked = await masker.value(value, place({ field: labels[0]! }))
        expect(masked.keys, value).toEqual([])
      }
  })

  test('the shape and length of a personal class are those of its class', async () => {
    const draw = new Draw(6)
    for (const [make, shape] of [
      [makeIban, 'AA9'],
      [makeEmail, 'a@a.a'],
      [makeSecret, '*'],
    ] as const)
      for (let i = 0; i < 50; i++)
        expect(await masker.value(make(draw).value, place())).toMatchObject({ shape, length: 5 })
  })
})

describe('templates', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          'Invoice',
          'Quux',
          '4711',
          '-',
          'Ann',
          'x@y.org',
          '{9999}',
          '{Aaa}',
          '{',
          '}',
          'a.xlsx',
          '–',
          '|',
          'Outlook',
          ' ',
          '+49 30 1234567',
          '…',
        ),
        { maxLength: 10 },
      )
      .map(pieces => pieces.join(' ')),
  )
  test('a template of a title is itself', () => {
    fc.assert(
      fc.property(text, title => {
        const once = masker.title(title)
        expect(masker.title(once)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  test('a template of an address is itself', () => {
    const address = fc
      .tuple(
        fc.constantFrom('https://', 'http://', '', 'file:///', 'mailto:', 'about:', 'chrome://'),
        fc.constantFrom(
          'shop.test',
          'shop.test:8080',
          'ann:pw@shop.test',
          '10.0.0.1',
          'srv12345.test',
          'localhost',
          '',
        ),
        fc.array(
          fc.oneof(
            fc.constantFrom('orders', '4711', 'quux', 'a b', '%20', '{9999}', 'edit.do', 'ann@x.org', 'A-17', '..'),
            fc.string({ maxLength: 8 }),
          ),
          { maxLength: 6 },
        ),
        fc.constantFrom('', '?q=1', '?id=4711&tab=x&Quux=1', '#x', '?a', '?=&b=2#c'),
      )
      .map(([scheme, host, path, rest]) => `${scheme}${host}/${path.join('/')}${rest}`)
    fc.assert(
      fc.property(address, url => {
        const once = masker.url(url)
        expect(masker.url(once)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  test('a label that is masked stays so', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('cell', 'button', 'heading', 'option'), (label, role) => {
        const once = masker.label(label, role)
        expect(masker.label(once, role)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('hashes', () => {
  const value = fc.string({ minLength: 1 }).filter(text => text.trim() !== '')
  const other = () => new ValueMasker({ key })

  test('equal values on one day are equal, in every masker of one key, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(value, value, async (a, b) => {
        const [first, second] = [other(), other()]
        const one = [(await first.value(a, place())).hash, (await first.value(b, place())).hash]
        const two = [
          (await second.value(b, place({ field: 'B2' }))).hash,
          (await second.value(a, place({ field: 'C3' }))).hash,
        ]
        expect(one).toEqual(two.reverse())
        expect(one[0] === one[1]).toBe(a.trim() === b.trim() || one[0] === null)
      }),
    )
  })

  test('another person or another day differ', async () => {
    await fc.assert(
      fc.asyncProperty(value, fc.string(), fc.integer({ min: 1, max: 1000 }), async (text, person, days) => {
        const { hash } = await masker.value(text, place())
        if (hash === null) return
        if (person !== 'ann') expect((await masker.value(text, place({ user: person }))).hash).not.toBe(hash)
        expect((await masker.value(text, place({ time: 1e12 + days * 86_400_000 }))).hash).not.toBe(hash)
      }),
    )
  })

  test('nobody of one recording is not nobody of another', async () => {
    const of = async (recording: string) => (await masker.value('4711', place({ user: null, recording }))).hash
    expect(await of('a')).toBe(await of('a'))
    expect(await of('a')).not.toBe(await of('b'))
  })

  test('what was forgotten is found again as it was', async () => {
    const mask = other()
    const before = [await mask.value('4711', place()), mask.title('Quux 12'), await mask.user('ann')]
    mask.forget()
    expect([await mask.value('4711', place()), mask.title('Quux 12'), await mask.user('ann')]).toEqual(before)
  })
})
