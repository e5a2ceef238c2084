import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  HeadingLevel,
  type IBorderOptions,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { plainText } from '../plain-text.ts'
import type { Block, DocumentModel } from './document.ts'
import type { WireElement, Wireframe } from './wireframe.ts'

/** Width of the text on A4 with the margins below, in twentieths of a point. */
const WIDTH = 9638
const MARGIN = 1134
/** The earliest time that a zip can say: the same document is the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1)

/** A document as DOCX (Office Open XML); wireframes are tables. The same document gives the same bytes. */
export async function documentDocx(model: DocumentModel): Promise<Uint8Array> {
  const { title, subtitle, blocks } = model
  const document = new Document({
    title: plainText(title),
    subject: plainText(subtitle),
    creator: 'Parfocal',
    lastModifiedBy: 'Parfocal',
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 21 }, paragraph: { spacing: { after: 120 } } },
        title: { run: { size: 44, bold: true }, paragraph: { spacing: { after: 40 } } },
        heading2: {
          run: { size: 28, bold: true, color: '1F2328' },
          paragraph: { spacing: { before: 360, after: 120 }, keepNext: true },
        },
        heading3: {
          run: { size: 23, bold: true, color: '1F2328' },
          paragraph: { spacing: { before: 240, after: 120 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } } },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title)] }),
          new Paragraph({ children: [run(subtitle, { color: '59636E' })] }),
          ...blocks.flatMap(blockDocx),
        ],
      },
    ],
  })
  return withoutTimes(new Uint8Array(await Packer.toBuffer(document)))
}

function blockDocx(block: Block): readonly FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3,
          children: [run(block.text)],
        }),
      ]
    case 'paragraph':
      return [new Paragraph({ children: [run(block.text)] })]
    case 'list':
      return block.items.map(item => new Paragraph({ bullet: { level: 0 }, children: [run(item)] }))
    case 'note':
      return [
        new Paragraph({
          children: [run(block.text)],
          shading: { type: ShadingType.CLEAR, fill: 'F3F7FB' },
          border: { left: { style: BorderStyle.SINGLE, size: 18, color: '0B5CAD', space: 8 } },
          indent: { left: 160 },
        }),
      ]
    case 'table':
      return [tableDocx(block.header, block.rows), gap()]
    case 'wireframe':
      return [
        wireframeDocx(block.wireframe),
        new Paragraph({
          children: [run(block.caption, { color: '59636E', size: 18 })],
          spacing: { before: 60, after: 120 },
        }),
      ]
  }
}

function tableDocx(header: readonly string[], rows: readonly (readonly string[])[]): Table {
  const widths = columnWidths(header, rows)
  const cells = (texts: readonly string[], isHeader: boolean) =>
    texts.map(
      (text, c) =>
        new TableCell({
          width: { size: widths[c]!, type: WidthType.DXA },
          margins: { top: 50, bottom: 50, left: 90, right: 90 },
          ...(isHeader ? { shading: { type: ShadingType.CLEAR, fill: 'F0F2F4' } } : {}),
          children: [new Paragraph({ spacing: { after: 0 }, children: [run(text, { bold: isHeader })] })],
        }),
    )
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    borders: allBorders('D5DAE0'),
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cells(header, true) }),
      ...rows.map(row => new TableRow({ cantSplit: true, children: cells(row, false) })),
    ],
  })
}

/** Columns by the longest text in them, none below 7 % of the width; the rest goes to the widest. */
function columnWidths(header: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const weights = header.map((text, c) => {
    const longest = Math.max(text.length, ...rows.map(row => row[c]!.length))
    return Math.min(40, longest <= 3 ? 5 : Math.max(longest, 10))
  })
  const sum = weights.reduce((a, b) => a + b, 0)
  const widths = weights.map(weight => Math.max(Math.round(WIDTH * 0.07), Math.floor((WIDTH * weight) / sum)))
  const widest = widths.indexOf(Math.max(...widths))
  widths[widest] = widths[widest]! + WIDTH - widths.reduce((a, b) => a + b, 0)
  return widths
}

/** A frame with a title; in it one table row a row of elements, all as wide as the row with most of them allows. */
function wireframeDocx({ application, place, rows }: Wireframe): Table {
  const columns = Math.max(1, ...rows.map(row => row.length))
  const title = new TableCell({
    columnSpan: columns,
    shading: { type: ShadingType.CLEAR, fill: 'F0F2F4' },
    margins: { top: 60, bottom: 60, left: 120, right: 120 },
    children: [
      new Paragraph({
        spacing: { after: 0 },
        keepNext: true,
        children: [run(application || 'Application', { bold: true })],
      }),
      new Paragraph({
        spacing: { after: 0 },
        keepNext: true,
        children: [run(place || 'place not known', { color: '59636E', size: 18 })],
      }),
    ],
  })
  const width = Math.floor(WIDTH / columns)
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: Array.from({ length: columns }, () => width),
    borders: { ...allBorders('B7BEC6'), insideHorizontal: NO_LINE, insideVertical: NO_LINE },
    rows: [
      new TableRow({ cantSplit: true, children: [title] }),
      ...rows.map(
        row =>
          new TableRow({
            cantSplit: true,
            children: row.map(
              (element, c) =>
                new TableCell({
                  ...(c === row.length - 1 && row.length < columns ? { columnSpan: columns - c } : {}),
                  margins: { top: 80, bottom: 80, left: 160, right: 160 },
                  children: widget(element),
                }),
            ),
          }),
      ),
    ],
  })
}

function widget({ widget: kind, label, steps, irreversible }: WireElement): Paragraph[] {
  const color = irreversible ? 'B42318' : steps.length > 0 ? '0B5CAD' : 'B7BEC6'
  const number =
    steps.length === 0
      ? []
      : [new TextRun({ text: `  ${steps.join(', ')}${irreversible ? ' !' : ''}`, bold: true, color })]
  const line: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color, space: 4 }
  const around = { top: line, bottom: line, left: line, right: line }
  const boxed = (children: TextRun[], fill = 'FFFFFF') =>
    new Paragraph({
      spacing: { before: 40, after: 40 },
      keepNext: true,
      border: around,
      indent: { left: 100, right: 100 },
      shading: { type: ShadingType.CLEAR, fill },
      alignment: kind === 'button' ? AlignmentType.CENTER : AlignmentType.START,
      children,
    })
  const plain = (children: TextRun[]) => new Paragraph({ spacing: { after: 20 }, keepNext: true, children })
  switch (kind) {
    case 'field':
    case 'choice':
      return [
        plain([run(label, { size: 18, color: '59636E' })]),
        boxed([run(kind === 'choice' ? '▾' : ' '), ...number]),
      ]
    case 'button':
      return [boxed([run(label), ...number], 'F0F2F4')]
    case 'check':
      return [plain([run(`☐ ${label}`), ...number])]
    case 'radio':
      return [plain([run(`○ ${label}`), ...number])]
    case 'link':
      return [plain([run(label, { underline: {}, color }), ...number])]
    case 'cell':
    case 'text':
      return [boxed([run(label), ...number])]
  }
}

type Look = Partial<{ bold: boolean; color: string; size: number; underline: object }>
const run = (text: string, look: Look = {}) => new TextRun({ ...look, text: plainText(text) })
const gap = () => new Paragraph({ spacing: { after: 0 }, children: [] })
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
function allBorders(color: string) {
  const line = { style: BorderStyle.SINGLE, size: 4, color } as const
  return { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line }
}

/** The library writes the time of writing into the properties and the zip; here it is taken out again. */
function withoutTimes(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes)
  const core = strFromU8(files['docProps/core.xml']!).replace(
    /<dcterms:(created|modified)\b[^>]*>[^<]*<\/dcterms:\1>/g,
    '',
  )
  const packed = Object.entries({ ...files, 'docProps/core.xml': strToU8(core) })
  return zipSync(Object.fromEntries(packed.map(([name, content]) => [name, [content, { mtime: ZIP_TIME }]])))
}
