import { FormatError } from '../../base/errors.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { Limits } from '../format.ts'
import { unpackEntry, zipDirectory } from './zip-directory.ts'

/** The parts of a workbook's package that reading cells needs. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string; readonly hidden: boolean }[]
  readonly date1904: boolean
  /** Whether a style index (`s` of a cell) shows its number as a date or time. */
  readonly isDateStyle: readonly boolean[]
  readonly sharedStrings: Uint8Array | null
  part(path: string): Uint8Array
}

/** Unpacked bytes of a workbook above which it is refused whatever its ratio. */
const LARGEST = 2 ** 31 - 1

/** Characters of a number format; Excel takes 255. */
const LONGEST_PATTERN = 1000

/**
 * Open the zip package of a workbook (ECMA-376). Parts are unpacked when asked for; bombs are refused by
 * the sizes that they state, and lies about these while they unpack.
 */
export function openWorkbook(bytes: Uint8Array, limits: Limits): Workbook {
  const entries = guard(() => zipDirectory(bytes))
  const read = (path: string): Uint8Array | null => {
    const entry = entries.find(({ name }) => name.replace(/^\//, '').toLowerCase() === path.toLowerCase())
    if (entry === undefined) return null
    const { name, packed, size } = entry
    if (size > LARGEST || (size > 64 << 20 && size > packed * limits.compressionRatio))
      throw new FormatError(
        `"${name}" in the workbook would unpack to ${size} bytes, ${Math.round(size / Math.max(1, packed))} times its size.`,
        { fix: 'Save the table as CSV.' },
      )
    return guard(() =>
      unpackEntry(bytes, entry, found => {
        throw new FormatError(
          `"${name}" in the workbook says that it unpacks to ${size} bytes, but has more (${found} so far), as only damaged or hostile files do.`,
          { fix: 'Open it in a spreadsheet program and save it again.' },
        )
      }),
    )
  }
  const need = (path: string): Uint8Array => {
    const part = read(path)
    if (part === null)
      throw new FormatError(`The workbook has no part "${path}".`, {
        fix: 'Open it in a spreadsheet program and save it again as .xlsx.',
      })
    return part
  }
  const text = (path: string): string => decodeUtf8(read(path) ?? new Uint8Array(0))
  const root =
    relations(text('_rels/.rels')).find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const folder = root.includes('/') ? root.slice(0, root.lastIndexOf('/') + 1) : ''
  const workbook = decodeUtf8(need(root))
  const parts = relations(text(`${folder}_rels/${root.slice(folder.length)}.rels`)).map(part => ({
    ...part,
    target: resolvePath(folder, part.target),
  }))
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\s([^<>]*)>/g)].flatMap(([, attributes = '']) => {
    const target = parts.find(({ id }) => id === attribute(attributes, 'r:id') || id === attribute(attributes, 'id'))
    const name = attribute(attributes, 'name')
    return target && name !== null && target.type.endsWith('/worksheet')
      ? [{ name, path: target.target, hidden: /hidden/i.test(attribute(attributes, 'state') ?? '') }]
      : []
  })
  if (sheets.length === 0)
    throw new FormatError('The workbook has no sheet with cells.', {
      fix: 'Give a workbook with a table on one of its sheets.',
    })
  const partOf = (kind: string) => parts.find(({ type }) => type.endsWith(`/${kind}`))?.target
  const strings = partOf('sharedStrings')
  const styles = partOf('styles')
  return {
    sheets,
    date1904: /<(?:\w+:)?workbookPr\s[^<>]*date1904="(1|true)"/.test(workbook),
    isDateStyle: styles ? dateStyles(text(styles)) : [],
    sharedStrings: strings ? read(strings) : null,
    part: need,
  }
}

function guard<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError(
      `The workbook cannot be unpacked (${error instanceof Error ? error.message : String(error)}).`,
      {
        fix: 'Copy it again; a workbook with a password must be saved without one first.',
      },
    )
  }
}

function relations(xml: string) {
  return [...xml.matchAll(/<(?:\w+:)?Relationship\s([^<>]*)>/g)].map(([, attributes = '']) => ({
    id: attribute(attributes, 'Id'),
    type: attribute(attributes, 'Type') ?? '',
    target: (attribute(attributes, 'Target') ?? '').replace(/^\//, ''),
  }))
}

function resolvePath(folder: string, target: string): string {
  if (target.startsWith(folder)) return target
  const steps: string[] = []
  for (const step of (folder + target).split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

export function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : null
}

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (_, hex: string, decimal: string, name: string) => {
      if (name) return ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" } as const)[name.toLowerCase() as 'lt']
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    },
  )
}

/** For each cell style whether its number format is one of dates or times (built in, or by its pattern). */
function dateStyles(xml: string): boolean[] {
  const custom = new Map<number, boolean>()
  for (const [, attributes = ''] of xml.matchAll(/<(?:\w+:)?numFmt\s([^<>]*)>/g))
    custom.set(
      Number(attribute(attributes, 'numFmtId')),
      isDatePattern((attribute(attributes, 'formatCode') ?? '').slice(0, LONGEST_PATTERN)),
    )
  const open = /<(?:\w+:)?cellXfs[^<>]*>/.exec(xml)
  const rest = open ? xml.slice(open.index + open[0].length) : ''
  const block = rest.slice(0, Math.max(0, rest.search(/<\/(?:\w+:)?cellXfs>/)))
  return [...block.matchAll(/<(?:\w+:)?xf(?=[\s/>])([^<>]*)>/g)].map(([, attributes = '']) => {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0)
    return (
      custom.get(id) ??
      ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
    )
  })
}

function isDatePattern(pattern: string): boolean {
  const bare = pattern.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '').split(';')[0] ?? ''
  return /[ymdhs]/i.test(bare) && !/General|[#?]/i.test(bare)
}
