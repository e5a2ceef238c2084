import fc from 'fast-check'

const space = fc.constantFrom('', ' ', '\n', '\n\t', '\r\n  ', '\t')
const gap = fc.constantFrom(' ', '\n', '\t ', '  ')
/** Things between elements that mean nothing. */
const between = fc.oneof(
  { weight: 8, arbitrary: space },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '<!-- a -- comment > -->'.replace(' --', ' -'),
      '<?note x="1">?>',
      '<!---->',
      '<!-- <event> -->',
    ),
  },
)

const letters = fc.constantFrom(
  'a',
  'b',
  'Z',
  '0',
  '9',
  ' ',
  '.',
  '-',
  'é',
  'ß',
  '日',
  '😀',
  '\u202e',
  '&amp;',
  '&lt;',
  '&gt;',
  '&quot;',
  '&apos;',
  '&#65;',
  '&#x1F600;',
  '&#10;',
  '\n',
  '\t',
  '\r\n',
  '/',
  '=',
  '>',
  ']]>',
  '--',
  '?',
)
const text = fc.array(letters, { maxLength: 8 }).map(parts => parts.join(''))

const key = fc.constantFrom(
  'concept:name',
  'time:timestamp',
  'org:resource',
  'cost',
  'flag',
  'when',
  'ref',
  'a b',
  'é&amp;',
  '',
)
const two = (n: number) => String(n).padStart(2, '0')
const date = fc
  .tuple(
    fc.integer({ min: 1900, max: 2100 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('', '.1', '.123', '.999', '.123456', '.000000001'),
    fc.constantFrom('Z', '+00:00', '-05:30', '+14:00', ''),
  )
  .map(([y, mo, d, h, mi, fraction, zone]) => `${y}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:07${fraction}${zone}`)

/** Each key has one type, so that no column is of mixed types. */
const typed: Readonly<Record<string, readonly [string, fc.Arbitrary<string>]>> = {
  'time:timestamp': ['date', date],
  when: ['date', date],
  cost: [
    'float',
    fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom('', 'x', '1e3', '12345678901234567.25'),
    ),
  ],
  flag: ['boolean', fc.constantFrom('true', 'false', 'maybe')],
  ref: ['id', fc.oneof(fc.uuid(), text)],
}

const attribute: fc.Memo<string> = fc.memo(depth => {
  const inside =
    depth > 1
      ? fc.oneof(
          { weight: 4, arbitrary: fc.constant('') },
          { weight: 1, arbitrary: fc.array(attribute(depth - 1), { maxLength: 3 }).map(a => a.join('')) },
        )
      : fc.constant('')
  const plain = key.chain(name => {
    const [type, value] = typed[name] ?? ['string', text]
    return fc.tuple(value, inside).chain(([v, children]) =>
      element(
        type,
        [
          ['key', name],
          ['value', v],
        ],
        children,
      ),
    )
  })
  if (depth <= 1) return plain
  const many = fc.array(attribute(depth - 1), { maxLength: 3 }).map(a => a.join(''))
  const list = fc
    .tuple(fc.constantFrom('l', 'm'), many, inside, fc.boolean())
    .chain(([name, values, own, bare]) =>
      element('list', [['key', name]], bare ? values : `${own}<values>${values}</values>`),
    )
  const container = fc
    .tuple(fc.constantFrom('l', 'm'), many)
    .chain(([name, children]) => element('container', [['key', name]], children))
  return fc.oneof({ weight: 10, arbitrary: plain }, { weight: 1, arbitrary: list }, { weight: 1, arbitrary: container })
})

/** One element in any spelling: order of its XML attributes, quotes, space, closed at once or not. */
function element(
  name: string,
  attributes: readonly (readonly [string, string])[],
  inside: string,
): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.shuffledSubarray([...attributes], { minLength: attributes.length }),
      gap,
      fc.boolean(),
      space,
      space,
      between,
      fc.nat(9),
    )
    .map(([order, blank, single, before, after, around, style]) => {
      const quote = style < 7 ? '"' : "'"
      const equals = single && style > 5 ? `${before}=${after}` : '='
      const attrs = (style < 7 ? attributes : order)
        .map(([key, value]) => `${style < 7 ? ' ' : blank}${key}${equals}${quote}${value}${quote}`)
        .join('')
      const close = style < 7 ? '' : before
      const body =
        inside === '' && style !== 0
          ? `<${name}${attrs}${close}/>`
          : `<${name}${attrs}${close}>${inside}${after}</${name}${close}>`
      return (style < 7 ? '\n' : around) + body
    })
}

const attributes = fc.array(attribute(3), { maxLength: 5 }).map(parts => parts.join(''))
const event = attributes.chain(inside => element('event', [], inside))
const trace = fc.tuple(attributes, fc.array(event, { maxLength: 5 }), fc.boolean()).chain(([own, events, last]) => {
  const all = last ? events.join('') + own : own + events.join('')
  return element('trace', [], all)
})
const header = fc.constantFrom(
  '',
  '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>',
  "<classifier name='a' keys=\"concept:name 'a b'\"/>",
  '<global scope="event"><string key="concept:name" value="x"/></global>',
)

/** Small XES texts of every shape that is well-formed and that XES allows. */
export const xesText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '',
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      "<?xml version='1.0'?>",
      '<!DOCTYPE log [<!ENTITY a "b>"> <!-- it\'s -->]>',
    ),
    between,
    header,
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: trace },
        { weight: 1, arbitrary: attribute(3) },
        { weight: 1, arbitrary: event },
      ),
      { maxLength: 5 },
    ),
    between,
  )
  .map(
    ([declaration, first, head, parts, last]) =>
      `${declaration}${declaration === '' ? '' : first}<log>${head}${parts.join('')}${last}</log>\n${last}`,
  )
