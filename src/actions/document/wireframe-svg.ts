import { plainText } from '../plain-text.ts'
import { escapeXml } from '../xml.ts'
import type { Widget, WireElement, Wireframe } from './wireframe.ts'

const WIDTH = 752
const PAD = 16
const HEAD = 44
const ROW = 52
const GAP = 12
/** Mean width of a letter at 12 px; wide scripts take two. */
const LETTER = 7.2
const [INK, SOFT, LINE, PAPER, MARK, WARN] = ['#1f2328', '#59636e', '#b7bec6', '#ffffff', '#0b5cad', '#b42318']

/** A wireframe as SVG that stands alone: presentation attributes only, no style, script, link or font. */
export function wireframeSvg({ application, place, rows }: Wireframe): string {
  const height = HEAD + PAD + rows.length * ROW + 4
  const label = plainText(`Sketch of ${[place, application].filter(Boolean).join(', ')}`)
  const parts = [
    box(0.5, 0.5, WIDTH - 1, height - 1, { rx: 8, fill: PAPER, stroke: LINE }),
    `<path d="M0.5 ${HEAD}H${WIDTH - 0.5}" stroke="${LINE}"/>`,
    text(PAD, 18, application || 'Application', WIDTH - 2 * PAD, { fill: INK, weight: 600 }),
    text(PAD, 35, place || 'place not known', WIDTH - 2 * PAD, { fill: SOFT }),
    ...rows.flatMap((row, r) => {
      const width = (WIDTH - 2 * PAD - (row.length - 1) * GAP) / row.length
      return row.map((element, c) => drawn(element, PAD + c * (width + GAP), HEAD + PAD + r * ROW, width))
    }),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(label)}" font-family="system-ui, sans-serif" font-size="12">\n${parts.join('\n')}\n</svg>`
}

function drawn(element: WireElement, x: number, y: number, width: number): string {
  const used = element.steps.length > 0
  const color = element.irreversible ? WARN : used ? MARK : LINE
  const pill = used ? pillOf(element) : null
  const room = Math.max(24, width - (pill ? pill.width + 8 : 0))
  const { svg, right } = DRAW[element.widget](element.label, x, y, room, color)
  return `<g>${svg}${pill ? pillSvg(pill, right + 8, y) : ''}</g>`
}

interface Drawn {
  readonly svg: string
  /** Where the element ends, so that its numbers can stand beside it. */
  readonly right: number
}
type Draw = (label: string, x: number, y: number, width: number, color: string) => Drawn
const captioned =
  (sign: string): Draw =>
  (label, x, y, width, color) => ({
    svg:
      text(x, y + 9, label, width, { fill: SOFT }) +
      box(x, y + 14, width, 24, { rx: 3, fill: PAPER, stroke: color }) +
      (sign === '' ? '' : text(x + width - 16, y + 30, sign, 16, { fill: SOFT })),
    right: x + width,
  })
const ticked =
  (round: number): Draw =>
  (label, x, y, width, color) => ({
    svg:
      box(x, y + 14, 16, 16, { rx: round, fill: PAPER, stroke: color }) +
      text(x + 24, y + 27, label, width - 24, { fill: INK }),
    right: x + Math.min(width, 24 + fitted(label, width - 24).width),
  })

const DRAW: Readonly<Record<Widget, Draw>> = {
  field: captioned(''),
  choice: captioned('▾'),
  check: ticked(2),
  radio: ticked(8),
  button: (label, x, y, width, color) => {
    const wide = Math.min(width, Math.max(72, fitted(label, width - 24).width + 24))
    const svg =
      box(x, y + 9, wide, 29, { rx: 6, fill: '#f0f2f4', stroke: color }) +
      text(x + 12, y + 28, label, wide - 20, { fill: INK })
    return { svg, right: x + wide }
  },
  link: (label, x, y, width, color) => ({
    svg: text(x, y + 27, label, width, { fill: color === LINE ? SOFT : color, underlined: true }),
    right: x + Math.min(width, fitted(label, width).width),
  }),
  cell: (label, x, y, width, color) => ({
    svg:
      box(x, y, width, 16, { fill: '#f0f2f4', stroke: LINE }) +
      text(x + 6, y + 12, label, width - 8, { fill: SOFT }) +
      box(x, y + 16, width, 22, { fill: PAPER, stroke: color }),
    right: x + width,
  }),
  text: (label, x, y, width, color) => ({
    svg:
      box(x, y + 9, width, 29, { rx: 3, fill: PAPER, stroke: color, dashed: true }) +
      text(x + 8, y + 28, label, width - 12, { fill: INK }),
    right: x + width,
  }),
}

interface Pill {
  readonly label: string
  readonly width: number
  readonly fill: string
}

/** The numbers of the steps that act upon an element. */
function pillOf({ steps, irreversible }: WireElement): Pill {
  const label = `${steps.slice(0, 4).join(', ')}${steps.length > 4 ? ', …' : ''}${irreversible ? ' !' : ''}`
  return { label, width: Math.max(22, fitted(label, 90).width + 14), fill: irreversible ? WARN : MARK }
}

const pillSvg = ({ label, width, fill }: Pill, x: number, y: number) =>
  box(x, y + 14, width, 22, { rx: 11, fill, stroke: 'none' }) +
  text(x + 7, y + 29, label, width, { fill: PAPER, weight: 600 })

function box(
  x: number,
  y: number,
  width: number,
  height: number,
  look: { readonly rx?: number; readonly fill: string; readonly stroke: string; readonly dashed?: boolean },
): string {
  const rounded = look.rx ? ` rx="${look.rx}"` : ''
  const dashed = look.dashed ? ' stroke-dasharray="4 3"' : ''
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${height}"${rounded} fill="${look.fill}" stroke="${look.stroke}"${dashed}/>`
}

function text(
  x: number,
  y: number,
  label: string,
  width: number,
  look: { readonly fill: string; readonly weight?: number; readonly underlined?: boolean },
): string {
  const plain = plainText(label)
  const { shown } = fitted(plain, width)
  const weight = look.weight ? ` font-weight="${look.weight}"` : ''
  const line = look.underlined ? ' text-decoration="underline"' : ''
  const full = shown === plain ? '' : `<title>${escapeXml(plain)}</title>`
  return `<text x="${round(x)}" y="${y}" fill="${look.fill}"${weight}${line}>${full}${escapeXml(shown)}</text>`
}

/** As much of a label as a width holds, by the mean width of letters. */
function fitted(label: string, width: number): { readonly shown: string; readonly width: number } {
  let used = 0
  let shown = ''
  for (const letter of label) {
    const wide = letter.codePointAt(0)! >= 0x2e80 ? 2 * LETTER : LETTER
    if (used + wide > width - LETTER) return { shown: `${shown.trimEnd()}…`, width: used + LETTER }
    used += wide
    shown += letter
  }
  return { shown, width: used }
}

const round = (value: number) => Math.round(value * 10) / 10
