// Written by scripts/generate.mjs from templates/playwright and tasks/transformations.
export const runtimeSource: string = `import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { chromium, type Locator, type Page } from 'playwright-core'

export type Row = Readonly<Record<string, string>>
export type Find =
  | { readonly testid: string }
  | { readonly role: string; readonly name: string }
  | { readonly label: string }
  | { readonly css: string }
  | { readonly xpath: string }

/** One step; \`value\` is a function of the row and of what earlier steps have read. */
export interface Step {
  readonly id: string
  readonly label: string
  readonly action: string
  /** Address of the page that the step belongs to; \`{...}\` stands for a part that varies, queries do not count. */
  readonly page?: string
  /** Ways to find the element, the most stable first. */
  readonly find?: readonly Find[]
  readonly value?: (row: Row, read: Row) => string
  /** Skipped unless this holds. */
  readonly when?: (row: Row, read: Row) => boolean
  /** People did not always do it: skipped, and said so, where its element is not there. */
  readonly optional?: boolean
  /** It cannot be taken back: asks before, and is remembered. */
  readonly irreversible?: boolean
}
export interface Bot {
  readonly name: string
  readonly id: string
  readonly start: string | null
  readonly parameters: readonly string[]
  /** Environment variables that hold credentials. */
  readonly secrets: readonly string[]
  readonly steps: readonly Step[]
}

const USAGE = \`usage: bot --input FILE.json [--dry-run] [--yes] [--again] [--headed] [--log-values] [--timeout MS]
  --input FILE    rows as a JSON array of objects, one run for each
  --dry-run       finds what can be found without acting, prints the plan, changes nothing
  --yes           does not ask before steps that cannot be taken back
  --again         runs rows that are done already
  --log-values    writes values into the log (by default only their length)\`

/** The screen is not what the bot was made for: it stops, and a person looks. */
class UnknownScreen extends Error {}
class Refused extends Error {}

/** Runs the bot; exit code 0 all rows done, 1 wrong use, 2 a row failed, 3 an unknown screen, 4 a person said no. */
export async function runBot(bot: Bot, argv: readonly string[] = process.argv.slice(2)): Promise<number> {
  const has = (flag: string) => argv.includes(flag)
  const option = (flag: string) => (argv.indexOf(flag) < 0 ? undefined : argv[argv.indexOf(flag) + 1])
  const input = option('--input')
  if (has('--help') || input === undefined) {
    console.log(USAGE)
    return has('--help') ? 0 : 1
  }
  const rows = JSON.parse(readFileSync(input, 'utf8')) as Row[]
  for (const name of bot.secrets)
    if (!process.env[name]) {
      console.error(\`The environment variable \${name} is missing; it holds a credential that no file may hold.\`)
      return 1
    }
  for (const [i, row] of rows.entries())
    for (const name of bot.parameters)
      if (typeof row[name] !== 'string') {
        console.error(\`\${input}, row \${i + 1}: "\${name}" is missing.\`)
        return 1
      }
  const ledger = new Ledger(\`\${bot.id}.ledger.json\`)
  const log = new RunLog(\`\${bot.id}.run-log.jsonl\`, has('--log-values'))
  const path = process.env['BOT_CHROMIUM']
  const browser = await chromium.launch({
    headless: !has('--headed'),
    ...(path ? { executablePath: path, args: ['--no-sandbox'] } : {}),
  })
  const page = await browser.newPage()
  const run = {
    bot,
    page,
    log,
    dry: has('--dry-run'),
    yes: has('--yes'),
    timeout: Number(option('--timeout') ?? 10_000),
  }
  let code = 0
  try {
    for (const [i, row] of rows.entries()) {
      const key = createHash('sha256')
        .update(JSON.stringify([bot.id, bot.parameters.map(name => row[name])]))
        .digest('hex')
      const state = ledger.state(key)
      if (state === 'done' && !has('--again')) {
        log.line(i, 'skipped: this row is done already (--again runs it once more)')
        continue
      }
      if (state === 'begun' && !has('--again')) {
        log.line(i, 'stopped: an earlier run ended behind a step that cannot be taken back; look, then use --again')
        code = 4
        continue
      }
      try {
        await runRow(run, i, row, () => ledger.set(key, 'begun'))
        if (!run.dry) ledger.set(key, 'done')
        log.line(i, run.dry ? 'dry run: nothing was changed' : 'done')
      } catch (error) {
        log.line(i, \`stopped: \${(error as Error).message}\`)
        code = error instanceof UnknownScreen ? 3 : error instanceof Refused ? 4 : 2
        break
      }
    }
  } finally {
    await browser.close()
  }
  return code
}

interface Run {
  readonly bot: Bot
  readonly page: Page
  readonly log: RunLog
  readonly dry: boolean
  readonly yes: boolean
  readonly timeout: number
}

async function runRow(run: Run, index: number, row: Row, begun: () => void): Promise<void> {
  const { bot, page, log, dry } = run
  const read: Record<string, string> = {}
  if (bot.start !== null) await page.goto(bot.start)
  for (const step of bot.steps) {
    if (step.when && !step.when(row, read)) {
      log.step(index, step, 'not needed for this row')
      continue
    }
    const value = step.value?.(row, read)
    if (step.action === 'navigate') {
      if (!dry) await page.goto(value ?? step.page ?? '')
      log.step(index, step, dry ? 'would open the page' : 'opened')
      continue
    }
    if (!step.find || step.find.length === 0) {
      log.step(index, step, 'has no element: left to a person')
      if (!dry && !step.optional) throw new UnknownScreen(\`"\${step.label}" cannot be done by a bot.\`)
      continue
    }
    const found = await locate(run, step)
    if (found === null) {
      if (step.optional || dry) {
        log.step(index, step, dry ? 'not reached in a dry run' : 'skipped: its element is not there')
        continue
      }
      throw new UnknownScreen(
        \`"\${step.label}": no element, or not exactly one, is found by \${JSON.stringify(step.find)} on \${withoutQuery(page.url())}.\`,
      )
    }
    if (dry) {
      log.step(index, step, 'would act', value)
      continue
    }
    if (step.irreversible) {
      if (!(run.yes || (await agreed(\`row \${index + 1}: \${step.label}?\`)))) throw new Refused('a person said no')
      begun()
    }
    const before = page.url()
    await act(step, found, value, read)
    await check(step, found, value, page, before)
    log.step(index, step, 'done', value)
  }
}

/** The element by the first way that finds exactly one visible; null where none does within the time. */
async function locate({ page, timeout, dry }: Run, step: Step): Promise<Locator | null> {
  const end = Date.now() + (dry || step.optional ? Math.min(timeout, 1000) : timeout)
  for (;;) {
    if (step.page === undefined || matches(step.page, page.url()))
      for (const find of step.find!) {
        const locator = locatorOf(page, find)
        if ((await locator.count()) === 1 && (await locator.isVisible())) return locator
      }
    if (Date.now() >= end) return null
    await page.waitForTimeout(100)
  }
}

function locatorOf(page: Page, find: Find): Locator {
  if ('testid' in find) return page.getByTestId(find.testid)
  if ('role' in find) return page.getByRole(find.role as 'button', { name: find.name, exact: true })
  if ('label' in find) return page.getByLabel(find.label, { exact: true })
  if ('css' in find) return page.locator(\`css=\${find.css}\`)
  return page.locator(\`xpath=\${find.xpath}\`)
}

const withoutQuery = (url: string) => url.split(/[?#]/, 1)[0]!
function matches(template: string, url: string): boolean {
  const parts = withoutQuery(template).split(/\\{[^}]*\\}/)
  const pattern = parts.map(part => part.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&')).join('[^/]*')
  return new RegExp(\`^\${pattern}/?$\`).test(withoutQuery(url))
}

async function act(step: Step, found: Locator, value: string | undefined, read: Record<string, string>): Promise<void> {
  switch (step.action) {
    case 'enter':
    case 'paste':
      return found.fill(value ?? '')
    case 'select':
      await found.selectOption({ label: value ?? '' }).catch(() => found.selectOption(value ?? ''))
      return
    case 'check':
      return found.check()
    case 'uncheck':
      return found.uncheck()
    case 'double-click':
      return found.dblclick()
    case 'context-click':
      return found.click({ button: 'right' })
    case 'upload':
      return found.setInputFiles(value ?? '')
    case 'key':
    case 'hotkey':
      return found.press(value ?? 'Enter')
    case 'read':
    case 'copy':
      read[step.id] = (await found.inputValue().catch(() => found.textContent())) ?? ''
      return
    case 'hover':
      return found.hover()
    default:
      return found.click()
  }
}

/** After each step: what was to be is. */
async function check(step: Step, found: Locator, value: string | undefined, page: Page, before: string): Promise<void> {
  if ((step.action === 'enter' || step.action === 'paste') && value !== undefined) {
    const shown = await found.inputValue()
    if (plain(shown) !== plain(value))
      throw new UnknownScreen(\`"\${step.label}": the field does not hold what was entered.\`)
  }
  if (step.action === 'check' && !(await found.isChecked())) throw new UnknownScreen(\`"\${step.label}" did not take.\`)
  if (step.action === 'uncheck' && (await found.isChecked())) throw new UnknownScreen(\`"\${step.label}" did not take.\`)
  if (step.irreversible) {
    await page.waitForLoadState()
    const alert = page.locator('[role=alert]:visible, [aria-invalid=true]:visible')
    if (page.url() === before && (await alert.count()) > 0)
      throw new UnknownScreen(\`"\${step.label}": the page shows an error.\`)
  }
}
/** Fields may group digits or change case; letters and digits must be the same. */
const plain = (text: string) => text.toLowerCase().replace(/[^\\p{L}\\p{N}]/gu, '')

async function agreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question(\`\${question} [y/N] \`)
  lines.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** Which rows were run, by a hash of their values: a second start does nothing twice. */
class Ledger {
  private readonly path: string
  private readonly rows: Record<string, 'begun' | 'done'>
  constructor(path: string) {
    this.path = path
    this.rows = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  }
  state(key: string): 'begun' | 'done' | undefined {
    return this.rows[key]
  }
  set(key: string, state: 'begun' | 'done'): void {
    this.rows[key] = state
    writeFileSync(\`\${this.path}.new\`, JSON.stringify(this.rows))
    renameSync(\`\${this.path}.new\`, this.path)
  }
}

/** A log that people can read on the screen, and programs in a file. */
class RunLog {
  private readonly path: string
  private readonly withValues: boolean
  constructor(path: string, withValues: boolean) {
    this.path = path
    this.withValues = withValues
  }
  line(row: number, text: string): void {
    console.log(\`row \${row + 1}: \${text}\`)
    this.write({ row: row + 1, text })
  }
  step(row: number, step: Step, text: string, value?: string): void {
    const shown = value === undefined ? '' : this.withValues ? \` = \${value}\` : \` (\${value.length} characters)\`
    console.log(\`row \${row + 1}: \${step.label}\${shown}: \${text}\`)
    this.write({ row: row + 1, step: step.id, label: step.label, text, ...(this.withValues && value ? { value } : {}) })
  }
  private write(entry: object): void {
    appendFileSync(this.path, \`\${JSON.stringify({ at: new Date().toISOString(), ...entry })}\\n\`)
  }
}
`
export const transformationsSource: string = `/** Compare by code point, which is the order of the UTF-8 bytes and of COLLATE "C"; never by locale. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i)
    let y = b.charCodeAt(i)
    if (x === y) continue
    // Surrogates (U+D800..DFFF) stand for code points above all others: lift them over U+E000..FFFF.
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000
    }
    return x - y
  }
  return a.length - b.length
}

/** How a number is written. \`digits\` after the decimal sign; null: as many as it has. */
export interface NumberStyle {
  readonly decimal: '.' | ','
  /** Between thousands; empty: none. */
  readonly group: '' | ',' | '.' | ' ' | "'"
  readonly digits: number | null
}

export const numberStyles: readonly NumberStyle[] = (['.', ','] as const).flatMap(decimal =>
  (['', decimal === '.' ? ',' : '.', ' ', "'"] as const).flatMap(group =>
    [null, 0, 1, 2, 3].map(digits => ({ decimal, group, digits })),
  ),
)

/** The number, or null where the text is not written in this style. */
export function parseNumberText(text: string, { decimal, group, digits }: NumberStyle): number | null {
  const match = /^([+-]?)([0-9][0-9., ']*)$/.exec(text.trim())
  if (!match) return null
  const [whole = '', fraction, more] = match[2]!.split(decimal)
  if (more !== undefined || fraction === '' || (fraction !== undefined && !/^\\d+$/.test(fraction))) return null
  const groups = group === '' ? [whole] : whole.split(group)
  if (groups.some((part, i) => !/^\\d+$/.test(part) || (i > 0 && part.length !== 3))) return null
  if (groups.length > 1 && groups[0]!.length > 3) return null
  if (digits !== null && (fraction?.length ?? 0) !== digits) return null
  if (groups.join('').length + (fraction?.length ?? 0) > 15) return null
  const value = Number(\`\${groups.join('')}.\${fraction ?? '0'}\`)
  return match[1] === '-' ? -value : value
}

export function printNumberText(value: number, { decimal, group, digits }: NumberStyle): string | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return null
  const rounded = digits === null ? String(Number(value.toPrecision(15))) : fixed(value, digits)
  if (rounded.includes('e')) return null
  const [whole = '', fraction] = rounded.replace('-', '').split('.')
  const grouped = group === '' ? whole : whole.replace(/\\B(?=(\\d{3})+$)/g, group)
  return \`\${value < 0 && /[1-9]/.test(rounded) ? '-' : ''}\${grouped}\${fraction === undefined ? '' : decimal + fraction}\`
}

/** Rounds half away from zero on the decimal digits that are shown, not on their binary neighbours. */
function fixed(value: number, digits: number): string {
  const scaled = Math.round(Number((Math.abs(value) * 10 ** digits).toPrecision(15)))
  const text = String(scaled).padStart(digits + 1, '0')
  const sign = value < 0 ? '-' : ''
  return digits === 0 ? sign + text : \`\${sign}\${text.slice(0, -digits)}.\${text.slice(-digits)}\`
}

/**
 * A date format of letters and separators: \`d\` \`dd\` day, \`M\` \`MM\` month, \`MMM\` \`MMMM\` its English name, \`yy\` \`yyyy\`
 * year; everything else stands for itself.
 */
export type DateStyle = string

export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const orders = ['d M y', 'M d y', 'y M d']
const days = ['dd', 'd']
const years = ['yyyy', 'yy']

/** All formats that texts are tried against: the orders of day, month and year with each usual separator. */
export const dateStyles: readonly DateStyle[] = [
  ...orders.flatMap(order =>
    ['-', '/', '.', ' ', ''].flatMap(separator =>
      years.flatMap(year =>
        days.flatMap(day =>
          (day === 'dd' ? ['MM'] : ['M']).map(month =>
            separator === '' && day === 'd'
              ? ''
              : order.replace('d', day).replace('M', month).replace('y', year).replaceAll(' ', separator),
          ),
        ),
      ),
    ),
  ),
  ...days.flatMap(day =>
    ['MMM', 'MMMM'].flatMap(month => [
      \`\${day} \${month} yyyy\`,
      \`\${day}-\${month}-yyyy\`,
      \`\${day}-\${month}-yy\`,
      \`\${month} \${day}, yyyy\`,
      \`\${day}. \${month} yyyy\`,
    ]),
  ),
].filter(style => style !== '')

/** Parts of a date that a field may ask for. */
export const datePartStyles: readonly DateStyle[] = [
  'd',
  'dd',
  'M',
  'MM',
  'MMM',
  'MMMM',
  'yy',
  'yyyy',
  'MM/yyyy',
  'yyyy-MM',
  'MM/yy',
]

const TOKEN = /MMMM|MMM|MM|M|dd|d|yyyy|yy/g
const PATTERN: Readonly<Record<string, string>> = {
  d: '(?<d>\\\\d{1,2})',
  dd: '(?<d>\\\\d{2})',
  M: '(?<M>\\\\d{1,2})',
  MM: '(?<M>\\\\d{2})',
  MMM: '(?<N>\\\\p{L}{3})',
  MMMM: '(?<N>\\\\p{L}{3,9})',
  yy: '(?<y>\\\\d{2})',
  yyyy: '(?<y>\\\\d{4})',
}
const compiled = new Map<DateStyle, RegExp>()

function patternOf(style: DateStyle): RegExp {
  let pattern = compiled.get(style)
  if (!pattern) {
    const source = style.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&').replace(TOKEN, token => PATTERN[token]!)
    pattern = new RegExp(\`^\${source}$\`, 'u')
    compiled.set(style, pattern)
  }
  return pattern
}

/** The date, or null where the text is not one in this style. Two-digit years: 70..99 are 19.., 00..69 are 20... */
export function parseDate(text: string, style: DateStyle): CivilDate | null {
  const found = patternOf(style).exec(text)?.groups
  if (!found) return null
  const [dayText, monthText, nameText, yearText] = [found['d'], found['M'], found['N'], found['y']]
  if (dayText === undefined || yearText === undefined) return null
  const month = nameText === undefined ? Number(monthText) : monthNamed(nameText)
  const short = Number(yearText)
  const year = yearText.length === 4 ? short : short < 70 ? 2000 + short : 1900 + short
  const day = Number(dayText)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  return { year, month, day }
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const monthNamed = (name: string) =>
  MONTHS.findIndex(month => month.slice(0, Math.max(3, name.length)).toLowerCase() === name.toLowerCase()) + 1

export function printDate({ year, month, day }: CivilDate, style: DateStyle): string {
  return style.replace(TOKEN, token => {
    switch (token) {
      case 'd':
        return String(day)
      case 'dd':
        return String(day).padStart(2, '0')
      case 'M':
        return String(month)
      case 'MM':
        return String(month).padStart(2, '0')
      case 'MMM':
        return MONTHS[month - 1]!.slice(0, 3)
      case 'MMMM':
        return MONTHS[month - 1]!
      case 'yy':
        return String(year % 100).padStart(2, '0')
      default:
        return String(year).padStart(4, '0')
    }
  })
}

/**
 * How a text is cut: \`word\` runs of letters, \`number\` runs of digits, \`chunk\` runs without white space, or the fields
 * between a separator (white space around a field does not belong to it).
 */
export type Splitter = 'word' | 'number' | 'chunk' | string

const PATTERNS: Readonly<Record<string, RegExp>> = { word: /[\\p{L}\\p{M}'’]+/gu, number: /\\p{Nd}+/gu, chunk: /\\S+/gu }
/** Separators that texts of forms and sheets are made of. */
export const separators: readonly string[] = [
  ',',
  ';',
  ':',
  '/',
  '-',
  '_',
  '|',
  '.',
  '@',
  '(',
  ')',
  '#',
  '=',
  '\\t',
  '\\\\',
]

export interface Piece {
  readonly from: number
  readonly to: number
}

export function pieces(text: string, by: Splitter): readonly Piece[] {
  const pattern = PATTERNS[by]
  if (pattern)
    return Array.from(text.matchAll(pattern), match => ({ from: match.index, to: match.index + match[0].length }))
  const found: Piece[] = []
  let from = 0
  for (;;) {
    const at = text.indexOf(by, from)
    const to = at < 0 ? text.length : at
    found.push(trimmed(text, from, to))
    if (at < 0) return found
    from = at + by.length
  }
}

function trimmed(text: string, from: number, to: number): Piece {
  let [first, last] = [from, to]
  while (first < last && /\\s/.test(text[first]!)) first++
  while (last > first && /\\s/.test(text[last - 1]!)) last--
  return { from: first, to: last }
}

/** Splitters that cut this text into more than one piece, and the runs of letters, digits and chunks. */
export const splittersOf = (text: string): readonly Splitter[] => [
  'chunk',
  'word',
  'number',
  ...separators.filter(separator => text.includes(separator)),
]


/** What a condition may look at: one coarse property of a text, the simplest first. */
export const features = ['words', 'numbers', 'separators', 'first', 'length', 'shape'] as const
export type Feature = (typeof features)[number]

/** The property as a text that can be compared and shown. */
export function featureOf(feature: Feature, text: string): string {
  const trimmed = text.trim()
  switch (feature) {
    case 'words':
      return \`\${pieces(trimmed, 'word').length} words\`
    case 'numbers':
      return \`\${pieces(trimmed, 'number').length} numbers\`
    case 'separators':
      return [...new Set(trimmed.replace(/[\\p{L}\\p{M}\\p{Nd}\\s]/gu, ''))].sort(compareText).join('')
    case 'first':
      return kind(trimmed.slice(0, 1))
    case 'length':
      return \`\${trimmed.length} characters\`
    case 'shape':
      return formOf(trimmed)
  }
}

const kind = (letter: string) =>
  letter === '' ? 'nothing' : /\\p{L}/u.test(letter) ? 'letter' : /\\p{Nd}/u.test(letter) ? 'digit' : letter

/** Runs of letters as \`a\`, of digits as \`9\`, everything else as it is: \`a 9, a\` (Leno et al., 2020: input structure). */
export const formOf = (text: string): string =>
  text
    .replace(/\\p{Nd}+/gu, '9')
    .replace(/[\\p{L}\\p{M}]+/gu, 'a')
    .replace(/\\s+/g, ' ')


/**
 * The language of transformations: an expression over the texts of one or more sources. Small and typed, so that search
 * stays bounded and every program prints in one line. The idea of programs by example: Gulwani, Automating String
 * Processing in Spreadsheets Using Input-Output Examples, 2011.
 */
export type Expression =
  | { readonly op: 'constant'; readonly text: string }
  /** Source \`index\`, without white space around it. */
  | { readonly op: 'input'; readonly index: number }
  /** Pieces from..to (from 0; negative from the end; inclusive) with what stands between them. */
  | { readonly op: 'part'; readonly of: Expression; readonly by: Splitter; readonly from: number; readonly to: number }
  /** Characters from..to (negative from the end; \`to\` null = to the end; exclusive). */
  | { readonly op: 'slice'; readonly of: Expression; readonly from: number; readonly to: number | null }
  | { readonly op: 'case'; readonly of: Expression; readonly to: LetterCase }
  | { readonly op: 'only'; readonly of: Expression; readonly keep: 'digits' | 'letters' | 'alphanumeric' }
  | { readonly op: 'replace'; readonly of: Expression; readonly text: string; readonly by: string }
  | { readonly op: 'pad'; readonly of: Expression; readonly width: number }
  | { readonly op: 'unpad'; readonly of: Expression }
  | { readonly op: 'date'; readonly of: Expression; readonly from: DateStyle; readonly to: DateStyle }
  | { readonly op: 'number'; readonly of: Expression; readonly from: NumberStyle; readonly to: NumberStyle }
  /** of × factor + term, both read and printed in \`style\`. */
  | {
      readonly op: 'arithmetic'
      readonly of: Expression
      readonly factor: number
      readonly term: number
      readonly style: NumberStyle
    }
  | {
      readonly op: 'combine'
      readonly left: Expression
      readonly right: Expression
      readonly by: '+' | '-' | '×'
      readonly style: NumberStyle
    }
  | { readonly op: 'join'; readonly parts: readonly Expression[] }
  | { readonly op: 'lookup'; readonly of: readonly Expression[]; readonly table: readonly LookupEntry[] }
  | {
      readonly op: 'switch'
      readonly index: number
      readonly by: Feature
      readonly cases: readonly { readonly value: string; readonly program: Expression }[]
      readonly otherwise: Expression
    }
export type LetterCase = 'lower' | 'upper' | 'title' | 'capital'
export interface LookupEntry {
  readonly from: readonly string[]
  readonly to: string
}

/** The text that the expression makes of the sources; null where it does not apply (a piece that is not there). */
export function evaluate(expression: Expression, inputs: readonly string[]): string | null {
  switch (expression.op) {
    case 'constant':
      return expression.text
    case 'input':
      return inputs[expression.index]?.trim() ?? null
    case 'join':
      return joined(expression.parts.map(part => evaluate(part, inputs)))
    case 'lookup': {
      const key = expression.of.map(part => evaluate(part, inputs))
      return expression.table.find(({ from }) => from.every((text, i) => text === key[i]))?.to ?? null
    }
    case 'switch': {
      const value = featureOf(expression.by, inputs[expression.index] ?? '')
      return evaluate(expression.cases.find(one => one.value === value)?.program ?? expression.otherwise, inputs)
    }
    case 'combine':
      return combined(expression, evaluate(expression.left, inputs), evaluate(expression.right, inputs))
    default: {
      const text = evaluate(expression.of, inputs)
      return text === null ? null : applied(expression, text)
    }
  }
}

type OfText = Exclude<Expression, { op: 'constant' | 'input' | 'join' | 'lookup' | 'switch' | 'combine' }>

function applied(expression: OfText, text: string): string | null {
  switch (expression.op) {
    case 'part':
      return partOf(text, expression.by, expression.from, expression.to)
    case 'slice':
      return sliceOf(text, expression.from, expression.to)
    case 'case':
      return withCase(text, expression.to)
    case 'only':
      return text.replace(DROPPED[expression.keep], '')
    case 'replace':
      return text.includes(expression.text) ? text.replaceAll(expression.text, expression.by) : null
    case 'pad':
      return text.length <= expression.width ? text.padStart(expression.width, '0') : null
    case 'unpad':
      return text.replace(/^0+(?=.)/, '')
    case 'date': {
      const date = parseDate(text, expression.from)
      return date && printDate(date, expression.to)
    }
    case 'number': {
      const number = parseNumberText(text, expression.from)
      return number === null ? null : printNumberText(number, expression.to)
    }
    case 'arithmetic': {
      const number = parseNumberText(text, expression.style)
      return number === null ? null : printNumberText(number * expression.factor + expression.term, expression.style)
    }
  }
}

const DROPPED = { digits: /\\P{Nd}/gu, letters: /\\P{L}/gu, alphanumeric: /[^\\p{L}\\p{Nd}]/gu }

function combined(
  { by, style }: Extract<Expression, { op: 'combine' }>,
  left: string | null,
  right: string | null,
): string | null {
  const [a, b] = [left, right].map(text => (text === null ? null : parseNumberText(text, style)))
  if (a === null || b === null || a === undefined || b === undefined) return null
  return printNumberText(by === '+' ? a + b : by === '-' ? a - b : a * b, style)
}

function joined(parts: readonly (string | null)[]): string | null {
  let text = ''
  for (const part of parts) {
    if (part === null) return null
    text += part
  }
  return text
}

export function partOf(text: string, by: Splitter, from: number, to: number): string | null {
  const found = pieces(text, by)
  const first = from < 0 ? found.length + from : from
  const last = to < 0 ? found.length + to : to
  if (first < 0 || last >= found.length || first > last) return null
  return text.slice(found[first]!.from, found[last]!.to)
}

function sliceOf(text: string, from: number, to: number | null): string | null {
  const first = from < 0 ? text.length + from : from
  const last = to === null ? text.length : to < 0 ? text.length + to : to
  return first < 0 || last > text.length || first >= last ? null : text.slice(first, last)
}

export function withCase(text: string, to: LetterCase): string {
  if (to === 'lower') return text.toLowerCase()
  if (to === 'upper') return text.toUpperCase()
  const first = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()
  return to === 'capital' ? first(text) : text.replace(/\\p{L}+/gu, first)
}

/** One line, for people: \`join(word 1 of a, " ", upper(word 2 of a))\`. */
export function printProgram(
  expression: Expression,
  names: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f'],
): string {
  const show = (inner: Expression) => printProgram(inner, names)
  switch (expression.op) {
    case 'constant':
      return JSON.stringify(expression.text)
    case 'input':
      return names[expression.index] ?? \`source \${expression.index + 1}\`
    case 'part':
      return \`\${pieceName(expression.by)} \${span(expression.from, expression.to)} of \${show(expression.of)}\`
    case 'slice':
      return \`characters \${expression.from}..\${expression.to ?? ''} of \${show(expression.of)}\`
    case 'case':
      return \`\${expression.to}(\${show(expression.of)})\`
    case 'only':
      return \`\${expression.keep} of \${show(expression.of)}\`
    case 'replace':
      return \`\${show(expression.of)} with \${JSON.stringify(expression.text)} → \${JSON.stringify(expression.by)}\`
    case 'pad':
      return \`pad(\${show(expression.of)}, \${expression.width})\`
    case 'unpad':
      return \`without leading zeros(\${show(expression.of)})\`
    case 'date':
      return \`date(\${show(expression.of)}, \${expression.from} → \${expression.to})\`
    case 'number':
      return \`number(\${show(expression.of)}, \${styleName(expression.from)} → \${styleName(expression.to)})\`
    case 'arithmetic':
      return \`\${show(expression.of)}\${expression.factor === 1 ? '' : \` × \${expression.factor}\`}\${termName(expression.term)}\`
    case 'combine':
      return \`\${show(expression.left)} \${expression.by} \${show(expression.right)}\`
    case 'join':
      return \`join(\${expression.parts.map(show).join(', ')})\`
    case 'lookup':
      return \`lookup(\${expression.of.map(show).join(', ')}; \${expression.table.length} entries)\`
    case 'switch':
      return \`by \${expression.by} of \${names[expression.index]}: \${expression.cases
        .map(({ value, program }) => \`\${JSON.stringify(value)} → \${show(program)}\`)
        .join('; ')}; else \${show(expression.otherwise)}\`
  }
}

const pieceName = (by: Splitter) =>
  by === 'word' || by === 'number' || by === 'chunk' ? by : \`field(\${JSON.stringify(by)})\`
const place = (at: number) => (at < 0 ? \`last\${at === -1 ? '' : \`\${at + 1}\`}\` : String(at + 1))
const span = (from: number, to: number) => (from === to ? place(from) : \`\${place(from)}..\${place(to)}\`)
const styleName = ({ decimal, group, digits }: NumberStyle) =>
  \`1\${group}234\${digits === 0 ? '' : \`\${decimal}\${'5'.repeat(digits ?? 1)}\`}\`
const termName = (term: number) => (term === 0 ? '' : term < 0 ? \` - \${-term}\` : \` + \${term}\`)
`
