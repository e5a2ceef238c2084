import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ValueMasker } from './value-masker.ts'

const masker = new ValueMasker({ key: new Uint8Array(32) })

test('ids of programs stay, what a program put into them does not', () => {
  const ids = {
    'order-form.total': 'order-form.total',
    'mat-input-1234': 'mat-input-1234',
    '__xmlview0--idOrderNumber-inner': '__xmlview0--idOrderNumber-inner',
    'row-48213377': 'row-{9999}',
    'to-wojciech.kowalski@firma.example': '{email}',
    item_DE89370400440532013000: 'item_{iban}',
    'u-sk_live_9aF3kQ7xT2mB8vL1': 'u-{secret}',
    'case-3f2504e0-4f89-11d3-9a0c-0305e82c3301': 'case-{identifier}',
    row_anna_weber: 'row_{person-name}',
    'Cell of Zschokke': '{aaa} of {aaa}',
    'ячейка-Иванов': '{aaa}-{aaa}',
  }
  for (const [id, masked] of Object.entries(ids)) {
    const found = masker.code(id)?.replaceAll(/\{A/g, '{a')
    expect({ id, found }).toEqual({ id, found: masked })
  }
})

test('texts of the screen in selectors are masked, and so are addresses', () => {
  const selectors = {
    'form#order > input[name="total"]:nth-of-type(2)': 'form#order > input[name="total"]:nth-of-type(2)',
    '//*[@id="order"]/div[3]/button[1]': '//*[@id="order"]/div[3]/button[1]',
    'internal:role=button[name="Save"i] >> nth=0': 'internal:role=button[name="Save"i] >> nth=0',
    '//td[text()="Zschokke"]': '//td[text()="{Aaa}"]',
    "//td[contains(., 'Zschokke')]/a": "//td[contains(., '{Aaa}')]/a",
    'td[title=Zschokke] > a': 'td[title={Aaa}] > a',
    'tr:has-text("Zschokke") >> td': 'tr:has-text("{Aaa}") >> td',
    'text=Zschokke': 'text={Aaa}',
    'internal:role=cell[name="Zschokke"i]': 'internal:role=cell[name="{Aaa}"i]',
    'a[href="https://shop.test/orders/48213377?q=Zschokke"]': 'a[href="https://shop.test/orders/{9999}?q="]',
    'input[value="never closed': 'input[value="never closed',
  }
  for (const [selector, masked] of Object.entries(selectors)) {
    const found = masker.selector(selector)
    if (selector.endsWith('closed')) expect(found).not.toMatch(/never/)
    else expect({ selector, found }).toEqual({ selector, found: masked })
  }
})

test('names of files and tasks keep their words, not the people in them', () => {
  expect(masker.name('ui-action-logger.csv')).toBe('ui-action-logger.csv')
  expect(masker.name('Enter invoices')).toBe('Enter invoices')
  expect(masker.name('anna_weber.csv')).toBe('{person-name}.csv')
  expect(masker.name('Rechnung von Anna Weber')).toBe('Rechnung von {person-name}')
})

test('codes, selectors and names masked again are the same', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.stringMatching(/^[a-z#.[\]="' @/_0-9{}A-Z-]{0,40}$/),
    fc
      .array(
        fc.constantFrom('anna', '_', 'Weber', '-', '12345678', '"', "'", '[title=', ']', '{9999}', 'a@b.example', ' '),
      )
      .map(parts => parts.join('')),
  )
  fc.assert(
    fc.property(text, one => {
      for (const mask of [(t: string | null) => masker.code(t), (t: string | null) => masker.name(t)]) {
        const once = mask(one)
        expect(mask(once)).toBe(once)
      }
      const once = masker.selector(one)
      expect(masker.selector(once)).toBe(once)
    }),
    { numRuns: 500, seed: 11 },
  )
})

test('long and hostile texts take no longer than their length', () => {
  for (const hostile of [
    'a'.repeat(50_000),
    '"'.repeat(50_000),
    "='".repeat(20_000),
    'a1'.repeat(20_000),
    '[a='.repeat(20_000),
  ]) {
    expect((masker.code(hostile) ?? '').length).toBeLessThanOrEqual(hostile.length + 20)
    expect(typeof masker.selector(hostile.slice(0, 1024))).toBe('string')
  }
})
