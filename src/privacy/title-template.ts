import { detect } from './detectors/detect.ts'
import type { DetectContext, Span } from './detectors/span.ts'
import { shapeOf } from './value-shape.ts'

/** How much of titles, addresses and labels is kept: `known`: static words alone; `detected`: all but numbers and what detectors find; `clear`: all. */
export type KeptWords = 'known' | 'detected' | 'clear'

const LONGEST = 512
/** What a template has masked already: signs of a shape, or the name of a class. */
const PLACEHOLDER = /\{(?:[Aa9*](?:[Aa9*.\-/_:@+# ]|…){0,30}|[a-z]+(?:-[a-z]+)?)\}/y
const EXTENSIONS = new Set(
  'xlsx xls xlsm xlsb csv docx doc docm pdf pptx ppt txt rtf odt ods odp xml json html htm zip msg eml png jpg jpeg gif svg log sql py ts js java md'.split(
    ' ',
  ),
)

export interface TemplateOptions {
  readonly isStatic: (word: string) => boolean
  readonly words: KeptWords
  readonly context: DetectContext
  /** Where true, a part between separators that is not all static is masked whole: subjects of mails. */
  readonly masksSubjects?: boolean
}

/**
 * A title with its variable parts masked: personal parts by class (`{email}`), tokens with digits by shape (`{9999}`),
 * words that are not static as one `{Aaa}` a run. A template of a template is itself.
 */
export function titleTemplate(title: string, options: TemplateOptions): string {
  if (options.words === 'clear') return title
  const text = title.length > LONGEST ? title.slice(0, LONGEST) : title
  if (!options.masksSubjects) return template(text, options)
  return text
    .split(/(\s+[-–—|·•]\s+)/)
    .map((part, i) => (i % 2 === 1 || isAllStatic(part, options) ? part : '{text}'))
    .join('')
}

const isAllStatic = (part: string, options: TemplateOptions): boolean =>
  part.trim() === '{text}' || !template(part, { ...options, words: 'known' }).includes('{')

function template(text: string, options: TemplateOptions): string {
  const pieces: string[] = []
  let at = 0
  for (const { from, to, placeholder } of openings(text, options.context)) {
    if (from < at) continue
    plainPieces(text.slice(at, from), options, pieces)
    pieces.push(placeholder)
    at = to
  }
  plainPieces(text.slice(at), options, pieces)
  return joined(pieces)
}

/** Placeholders that stand in the text already, and its personal parts, by place. */
function openings(text: string, context: DetectContext): { from: number; to: number; placeholder: string }[] {
  const found: { from: number; to: number; placeholder: string }[] = []
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    PLACEHOLDER.lastIndex = at
    const match = PLACEHOLDER.exec(text)
    if (match && isPlaceholder(match[0])) found.push({ from: at, to: at + match[0].length, placeholder: match[0] })
  }
  const inside = ({ from, to }: Span) => found.some(one => one.from < to && from < one.to)
  const spans = detect(text, context).filter(span => !inside(span))
  for (const { from, to, class: name } of spans) found.push({ from, to, placeholder: `{${name}}` })
  return found.sort((a, b) => a.from - b.from)
}

const CLASSES = new Set(
  'email phone iban card national-id birth-date ip-address secret account-name machine-name person-name address text word number amount date time identifier url path boolean list empty label'.split(
    ' ',
  ),
)
const isPlaceholder = (text: string): boolean => {
  const inner = text.slice(1, -1)
  return CLASSES.has(inner) || shapeOf(inner) === inner
}

/** Pieces of a text without personal parts: blanks and signs as they are, words and placeholders. */
function plainPieces(text: string, options: TemplateOptions, pieces: string[]): void {
  for (const chunk of text.split(/(\s+)/)) {
    if (chunk === '') continue
    if (/^\s/.test(chunk)) pieces.push(' ')
    else chunkPieces(chunk, options, pieces)
  }
}

function chunkPieces(chunk: string, options: TemplateOptions, pieces: string[]): void {
  const [, before, core, after] = /^([^\p{L}\p{M}\p{N}]*)(.*?)([^\p{L}\p{M}\p{N}]*)$/su.exec(chunk)!
  if (before) pieces.push(signs(before))
  if (core) {
    const dot = core.lastIndexOf('.')
    const extension = dot > 0 && EXTENSIONS.has(core.slice(dot + 1).toLowerCase()) ? core.slice(dot) : ''
    const name = extension ? core.slice(0, dot) : core
    if (options.isStatic(name)) pieces.push(name)
    else if (/\p{N}/u.test(name)) pieces.push(`{${shapeOf(name)}}`)
    else for (const part of name.split(/([^\p{L}\p{M}]+)/u)) if (part) pieces.push(wordPiece(part, options))
    if (extension) pieces.push(extension.toLowerCase())
  }
  if (after) pieces.push(signs(after))
}

function wordPiece(part: string, { isStatic, words }: TemplateOptions): string {
  if (!/[\p{L}\p{M}]/u.test(part)) return signs(part)
  if (words === 'detected' || isStatic(part) || EXTENSIONS.has(part.toLowerCase())) return part
  return /^\p{Lu}{2,}$/u.test(part) ? '{AAA}' : /^\p{Lu}/u.test(part) ? '{Aaa}' : '{aaa}'
}

/** Signs between words: three of them at most; braces never, nor pictures, which may be content. */
const signs = (text: string): string => text.replaceAll(/[{}]|[^\x20-\x7e\p{P}€£¥§°©®™]/gu, '').slice(0, 3)

const WORD_MASK = /^\{(?:Aaa|aaa|AAA)\}$/

/** Runs of masked words become one, so that names of two and of three words give one template. */
function joined(pieces: readonly string[]): string {
  const kept: string[] = []
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!
    const lastWord = kept.at(-1) === ' ' ? kept.at(-2) : kept.at(-1)
    if (WORD_MASK.test(piece) && lastWord !== undefined && WORD_MASK.test(lastWord)) {
      if (kept.at(-1) === ' ') kept.pop()
      kept[kept.length - 1] = '{Aaa}'
      continue
    }
    if (piece === ' ' && (kept.length === 0 || kept.at(-1) === ' ')) continue
    kept.push(piece)
  }
  return kept.join('').trim()
}
