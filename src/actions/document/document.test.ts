import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { hostileProcedure, procedureOfTexts } from '../hostile.fixture.ts'
import { enterCustomer, step, textbox } from '../procedure.fixture.ts'
import { documentDocx } from './docx.node.ts'
import { documentHtml } from './html.ts'
import { documentMarkdown } from './markdown.ts'
import { processDocument } from './process-document.ts'
import { screensOf, wireframeOf } from './wireframe.ts'
import { wireframeSvg } from './wireframe-svg.ts'

const procedure = enterCustomer('https://shop.test/new')
const sheet = {
  ...textbox('', '', ''),
  application: 'Excel',
  page: null,
  document: 'book.xlsx',
  role: 'cell',
  name: null,
}
const sentences = (text: string) => text.split('\n').filter(line => line !== '')

/** Names of elements and attributes, in order; throws where the text is not well-formed. */
function names(xml: string): { readonly elements: ReadonlySet<string>; readonly attributes: ReadonlySet<string> } {
  const elements = new Set<string>()
  const attributes = new Set<string>()
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ name, attributes: own }) => {
    elements.add(name)
    for (const key of Object.keys(own)) attributes.add(key)
  })
  parser.write(xml).close()
  return { elements, attributes }
}

describe('what a process document says', () => {
  const text = documentMarkdown(processDocument(procedure))
  test('its parts, in the order in which people read', () => {
    expect(sentences(text).filter(line => line.startsWith('## '))).toEqual(
      'Purpose|Systems|Data|Steps|Variants|Exceptions|Controls|Effort|What is not known|Evidence|Review'
        .split('|')
        .map(title => `## ${title}`),
    )
  })
  test('steps with values, conditions and who may do them', () => {
    expect(text).toContain('| 2 | type Last name | chunk last of full name | always | bot or person |')
    expect(text).toContain('| 4 | check Company |  | kind is company (50 %) | bot or person |')
    expect(text).toContain('| 5 | click Save (cannot be taken back) |  | always | bot or person |')
  })
  test('variants, exceptions and effort with what they rest on, and no number of people below five', () => {
    expect(text).toContain('| 2 | 1 → 2 → 3 → 4 → 5 | 50 % |')
    expect(text).toContain('| click Cancel | 1 | 5 % |')
    expect(text).toContain('| Hands-on time of a run, median | 1 min |')
    expect(text).toContain('| People | fewer than 5 people |')
    const many = processDocument({ ...procedure, base: { ...procedure.base, people: 7 } })
    expect(documentMarkdown(many)).toContain('| People | 7 people |')
  })
  test('says where nothing is known', () => {
    const nothing = documentMarkdown(
      processDocument({
        ...procedure,
        steps: [],
        variants: [],
        exceptions: [],
        parameters: [],
        handsOnMs: Number.NaN,
        evidence: [],
        logFingerprint: null,
      }),
    )
    for (const said of ['not known: no usable times', 'None was seen', 'name no system', 'needs no input that varies'])
      expect(nothing).toContain(said)
  })
})

describe('a wireframe', () => {
  const at = (x: number, y: number) => ({ pointer: { x, y } })
  const drawn = (given: typeof procedure) =>
    screensOf(given).map(screen => {
      const wireframe = wireframeOf(screen, given)
      return [wireframe?.arranged, wireframe?.rows.map(row => row.map(({ label, steps }) => `${label} ${steps}`))]
    })
  test('stands as the pointers stood, lines together', () => {
    const [copy, last, birthday, company, save] = procedure.steps
    const placed = [copy!, { ...last!, ...at(90, 110) }, { ...birthday!, ...at(20, 100) }]
    expect(
      drawn({
        ...procedure,
        steps: [...placed.slice(1), { ...company!, ...at(50, 160) }, { ...save!, ...at(5, 300) }],
      }),
    ).toEqual([['pointer', [['Birthday 3', 'Last name 2'], ['Company 4'], ['Save 5']]]])
  })
  test('stands in order of use where positions are missing, and as columns in a sheet', () => {
    const cells = [2, 1].map((column, i) =>
      step(`s${i + 1}`, { action: 'copy', reads: 'x', element: sheet, cell: { row: null, column } }),
    )
    expect(drawn({ ...procedure, steps: [...cells, ...procedure.steps.slice(1)] })).toEqual([
      ['sheet', [['A 2', 'B 1']]],
      ['order', [['Last name 2'], ['Birthday 3'], ['Company 4'], ['Save 5']]],
    ])
  })
})

const HTML = new Set(
  'html head meta title style body header main h1 h2 h3 p aside ul li table thead tbody tr th td figure figcaption svg g rect text path'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name dir scope xmlns width height viewBox role aria-label font-family font-size d stroke fill x y rx stroke-dasharray font-weight text-decoration'.split(
    ' ',
  ),
)
const asXml = (html: string) =>
  html.replace('<!doctype html>\n', '').replace(/<meta [^>]*>/g, meta => `${meta.slice(0, -1)}/>`)

describe('whatever a recording holds', () => {
  test('HTML holds nothing but its own elements and attributes, and its policy allows its own style alone', () => {
    fc.assert(
      fc.property(hostileProcedure, given => {
        const html = documentHtml(processDocument(given))
        const { elements, attributes } = names(asXml(html))
        expect([...elements].filter(name => !HTML.has(name))).toEqual([])
        expect([...attributes].filter(name => !ATTRIBUTES.has(name))).toEqual([])
      }),
      { seed: 3, numRuns: 60 },
    )
    const html = documentHtml(processDocument(procedure))
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(html)!
    const hash = createHash('sha256').update(style!).digest('base64')
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    )
  })
  test('SVG is well-formed and stands alone', () => {
    fc.assert(
      fc.property(hostileProcedure, given => {
        for (const screen of screensOf(given)) {
          const wireframe = wireframeOf(screen, given)
          if (wireframe) expect(names(wireframeSvg(wireframe)).elements.has('script')).toBe(false)
        }
      }),
      { seed: 4, numRuns: 60 },
    )
  })
  test('Markdown keeps its headings, rows, columns and code blocks', () => {
    const shape = (text: string) =>
      text.split('\n').map(line => (/^(#+ |\||- |> |```)/.exec(line)?.[0] ?? (line === '' ? '' : 'text')) + bars(line))
    const bars = (line: string) => (line.startsWith('|') ? (line.match(/(?<!\\)(?:\\\\)*\|/g)?.length ?? 0) : 0)
    fc.assert(
      fc.property(hostileProcedure, given => {
        const text = documentMarkdown(processDocument(given))
        for (const line of text.split('\n').filter(found => found.startsWith('| '))) {
          const cells = bars(line)
          expect([3, 4, 5, 6]).toContain(cells)
        }
        expect(shape(text).filter(kind => kind.startsWith('```')).length % 2).toBe(0)
        const outside = text.replace(/^```text\n[\s\S]*?^```$/gm, '')
        expect(outside).not.toMatch(/(?<!\\)(?:\\\\)*[<`[]/)
      }),
      { seed: 5, numRuns: 60 },
    )
  })
  test('DOCX is well-formed, the same on every run, and holds the texts', async () => {
    for (const given of [procedure, procedureOfTexts(['<w:p>&"\'', ']]>\u0000\ud800', '=x\n\u202ey', '漢字'])]) {
      const document = processDocument(given)
      const bytes = await documentDocx(document)
      expect(Buffer.compare(bytes, await documentDocx(document))).toBe(0)
      const files = unzipSync(bytes)
      for (const [path, content] of Object.entries(files))
        if (/\.(xml|rels)$/.test(path)) expect(names(strFromU8(content)).elements.size, path).toBeGreaterThan(0)
      expect(strFromU8(files['docProps/core.xml']!)).not.toContain('dcterms:created')
      if (given === procedure) expect(strFromU8(files['word/document.xml']!)).toContain('type Last name')
    }
  })
})
