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
  /** The key that is pressed, as \`Enter\` or \`Control+s\`. */
  readonly key?: string
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
  const timeout = Number(option('--timeout') ?? 10_000)
  const rows = rowsOf(input)
  if (rows === null || !(timeout > 0)) {
    console.error(rows === null ? \`\${input} is no JSON array of objects.\` : '--timeout is a number of milliseconds.')
    return 1
  }
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
  page.setDefaultTimeout(timeout)
  const waiting = new Set<unknown>()
  page.on('request', request => waiting.add(request))
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', request => waiting.delete(request))
  const run = {
    bot,
    page,
    log,
    dry: has('--dry-run'),
    yes: has('--yes'),
    timeout,
    entered: [],
    waiting,
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

function rowsOf(path: string): readonly Row[] | null {
  try {
    const rows: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row)
    return Array.isArray(rows) && rows.every(isRow) ? rows : null
  } catch {
    return null
  }
}

interface Run {
  readonly bot: Bot
  readonly page: Page
  readonly log: RunLog
  readonly dry: boolean
  readonly yes: boolean
  readonly timeout: number
  /** Fields filled since the last click: looked at again before a step that cannot be taken back. */
  entered: { readonly step: Step; readonly found: Locator; readonly value: string }[]
  /** Requests of the page that are not answered yet. */
  readonly waiting: ReadonlySet<unknown>
}

async function runRow(run: Run, index: number, row: Row, begun: () => void): Promise<void> {
  const { bot, page, log, dry } = run
  const read: Record<string, string> = {}
  run.entered = []
  if (bot.start !== null) await open(page, bot.start)
  for (const step of bot.steps) {
    if (step.when && !step.when(row, read)) {
      log.step(index, step, 'not needed for this row')
      continue
    }
    const value = valueFor(step, row, read, dry)
    if (PASSED.has(step.action)) {
      log.step(index, step, 'needs nothing of a bot')
      continue
    }
    if (step.action === 'navigate') {
      if (!dry) await open(page, value ?? step.page ?? '')
      run.entered = []
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
    await mustFit(step, found)
    if (step.irreversible) {
      await lookAgain(run, step, found)
      if (!(run.yes || (await agreed(\`row \${index + 1}: \${step.label}?\`)))) throw new Refused('a person said no')
      begun()
    }
    const before = page.url()
    await act(step, found, value, read)
    await check(step, found, value)
    if (step.irreversible) await checkSent(run, step, before)
    if (FILLS.has(step.action)) {
      if (value !== undefined) run.entered.push({ step, found, value })
    } else if (!KEEPS.has(step.action)) run.entered = []
    log.step(index, step, 'done', value)
  }
}

/** Whether a step is done with this value; one with which people were never seen to do or leave it stops the row. */
export function decided(value: string, yes: readonly string[], no: readonly string[]): boolean {
  if (yes.includes(value)) return true
  if (no.includes(value)) return false
  throw new UnknownScreen('whether a step is needed for this row is not known: its value was never seen.')
}

const FILLS: ReadonlySet<string> = new Set(['enter', 'paste'])
const KEEPS: ReadonlySet<string> = new Set(['select', 'check', 'uncheck', 'read', 'copy', 'hover', 'upload'])
/** What people do for themselves. */
const PASSED: ReadonlySet<string> = new Set(['scroll', 'wait', 'note'])

/** The value of a step; one that is not known stops the row, and an empty field is never written in its place. */
function valueFor(step: Step, row: Row, read: Row, dry: boolean): string | undefined {
  if (!step.value) return undefined
  let value: unknown
  try {
    value = step.value(row, read)
  } catch (error) {
    // a dry run reads nothing, so what is made of it is not known
    if (!dry) throw error
  }
  if (typeof value === 'string') return value
  if (dry) return undefined
  throw new UnknownScreen(\`"\${step.label}": its value is not known.\`)
}

/** Opens a page; an address with a part that varies, and an answer that is an error, are no page. */
async function open(page: Page, address: string): Promise<void> {
  if (address === '' || /\\{[^}]*\\}/.test(address))
    throw new UnknownScreen(\`the address "\${withoutQuery(address)}" is not known as a whole.\`)
  const response = await page.goto(address)
  if (response && response.status() >= 400)
    throw new UnknownScreen(\`\${withoutQuery(address)} answers with \${response.status()}.\`)
}

/**
 * The element by the first way that finds exactly one visible; null where none does within the time. Where a way finds
 * several, weaker ones do not decide. Places in a page (CSS, XPath) count only where nothing that people read is known.
 */
async function locate({ page, timeout, dry }: Run, step: Step): Promise<Locator | null> {
  const end = Date.now() + (dry || step.optional ? Math.min(timeout, 1000) : timeout)
  const isSpoken = step.find!.some(find => 'role' in find || 'label' in find)
  const ways = isSpoken ? step.find!.filter(find => !isPlace(find)) : step.find!
  for (;;) {
    if (step.page === undefined || matches(step.page, page.url()))
      for (const find of ways) {
        const seen = locatorOf(page, find).locator('visible=true')
        const count = await seen.count()
        if (count === 1) return seen
        if (count > 1) break
      }
    if (Date.now() >= end) return null
    await page.waitForTimeout(100)
  }
}

/** A place in the page, or a class: what stands there may be another thing tomorrow. */
const isPlace = (find: Find): boolean =>
  'xpath' in find || ('css' in find && !/^\\[(?:id|name)="(?:[^"\\\\]|\\\\.)*"\\]$/.test(find.css))

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

/** What an element is, as far as a step must know. */
const kindOf = (found: Locator): Promise<string> =>
  found.evaluate(element => {
    const tag = element.tagName.toLowerCase()
    const type = tag === 'input' ? ((element as HTMLInputElement).type ?? '') : ''
    if (tag === 'form') return 'form'
    if (/^(checkbox|radio)$/.test(type)) return type
    if (/^(submit|button|reset|image)$/.test(type)) return 'button'
    const text = tag === 'input' || tag === 'textarea' || tag === 'select' || (element as HTMLElement).isContentEditable
    return text ? 'field' : (element.getAttribute('role') ?? tag)
  })

/** Stops where the recording does not say enough to act without guessing. */
async function mustFit(step: Step, found: Locator): Promise<void> {
  const stop = (why: string): never => {
    throw new UnknownScreen(\`"\${step.label}": \${why}\`)
  }
  const kind = await kindOf(found)
  if ((step.action === 'key' || step.action === 'hotkey') && step.key === undefined && step.value === undefined)
    stop('which key it is was not recorded.')
  if (step.action === 'drag' || step.action === 'cut' || step.action === 'other') stop('a bot cannot do that.')
  if (COMMANDS.has(step.action) && kind === 'field' && step.key === undefined)
    stop('it was done by a key that is not known.')
  const toggles = kind === 'checkbox' || kind === 'switch'
  if (step.action === 'click' && toggles && (await found.isChecked()))
    stop('it is ticked already, and the recording does not say what it is to be.')
}
const COMMANDS: ReadonlySet<string> = new Set(['save', 'print', 'undo', 'redo', 'open', 'close', 'submit', 'download'])

async function act(step: Step, found: Locator, value: string | undefined, read: Record<string, string>): Promise<void> {
  switch (step.action) {
    case 'enter':
    case 'paste':
      return found.fill(value ?? '')
    case 'select':
      return choose(step, found, value ?? '')
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
    case 'read':
    case 'copy':
      read[step.id] = (await found.inputValue({ timeout: 1000 }).catch(() => found.textContent())) ?? ''
      return
    case 'hover':
      return found.hover()
    case 'submit':
      if ((await kindOf(found)) === 'form') return found.evaluate(form => (form as HTMLFormElement).requestSubmit())
      break
  }
  const key = step.action === 'key' || step.action === 'hotkey' ? (step.key ?? value) : step.key
  return key === undefined ? found.click() : found.press(key)
}

/** The one option that is called so, else the one that has this value. */
async function choose(step: Step, found: Locator, wanted: string): Promise<void> {
  const options = await found.locator('option').evaluateAll(all =>
    all.map((option, index) => ({
      index,
      label: (option as HTMLOptionElement).label.trim(),
      value: (option as HTMLOptionElement).value,
    })),
  )
  for (const by of ['label', 'value'] as const) {
    const fitting = options.filter(option => option[by] === wanted.trim())
    if (fitting.length > 1) throw new UnknownScreen(\`"\${step.label}": several options are called so.\`)
    if (fitting.length === 0) continue
    await found.selectOption({ index: fitting[0]!.index })
    return
  }
  throw new UnknownScreen(\`"\${step.label}": there is no such option.\`)
}

/** After each step: what was to be is. */
async function check(step: Step, found: Locator, value: string | undefined): Promise<void> {
  if (FILLS.has(step.action) && value !== undefined && !sameEntry(await found.inputValue(), value))
    throw new UnknownScreen(\`"\${step.label}": the field does not hold what was entered.\`)
  if (step.action === 'check' && !(await found.isChecked())) throw new UnknownScreen(\`"\${step.label}" did not take.\`)
  if (step.action === 'uncheck' && (await found.isChecked())) throw new UnknownScreen(\`"\${step.label}" did not take.\`)
}

/** Before a step that cannot be taken back: the fields still hold what was entered, and the form would be sent. */
async function lookAgain({ entered, page }: Run, step: Step, found: Locator): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur?.())
  for (const { step: earlier, found: field, value } of entered) {
    if ((await field.count()) !== 1) continue
    if (!sameEntry(await field.inputValue(), value))
      throw new UnknownScreen(\`"\${earlier.label}": the field does not hold any more what was entered.\`)
  }
  const refuses = await found.evaluate(element => {
    const button = element.closest('button, input')
    const form =
      element.tagName === 'FORM' ? (element as HTMLFormElement) : ((button as HTMLInputElement | null)?.form ?? null)
    const sends = element.tagName === 'FORM' || button?.getAttribute('type') !== 'button'
    const isFree = form?.noValidate || (button as HTMLInputElement | null)?.formNoValidate
    return form !== null && sends && !isFree && !form.checkValidity()
  })
  if (refuses) throw new UnknownScreen(\`"\${step.label}": the form has fields that are missing or not right.\`)
}

/** After it: the page had time to answer, and where it stayed, it shows no error. */
async function checkSent({ page, timeout, waiting }: Run, step: Step, before: string): Promise<void> {
  const end = Date.now() + Math.min(timeout, 5000)
  for (let quiet = 0; quiet < 3 && Date.now() < end; ) {
    await page.waitForTimeout(100)
    quiet = waiting.size === 0 ? quiet + 1 : 0
  }
  await page.waitForLoadState()
  const alert = page.locator('[role=alert]:visible, [aria-invalid=true]:visible')
  if (page.url() === before && (await alert.count()) > 0)
    throw new UnknownScreen(\`"\${step.label}": the page shows an error.\`)
}

/** Fields may group digits, change case and fill up decimals; signs, decimals, letters and digits must be the same. */
const sameEntry = (shown: string, wanted: string): boolean => shown === wanted || plain(shown) === plain(wanted)
function plain(text: string): string {
  const trimmed = text.trim().toLowerCase()
  const number = /^(?:[^\\p{L}\\p{N}-]{0,2}|[a-z]{3} ?)(-?)(\\d[\\d.,'\\s\\u00a0]*)(?:[^\\p{L}\\p{N}]{0,3}|\\s?[a-z]{3})$/u.exec(
    trimmed,
  )
  if (number === null) return trimmed.replace(/[^\\p{L}\\p{N}]/gu, '')
  const [, sign = '', digits = ''] = number
  // the last separator is that of decimals, unless three digits follow it or it comes again
  const last = /^(.*)([.,])(\\d*)$/s.exec(digits.trim())
  const isDecimal = last !== null && last[3]!.length !== 3 && !last[1]!.includes(last[2]!)
  const whole = (isDecimal ? last[1]! : digits).replace(/\\D/g, '')
  const fraction = isDecimal ? last[3]!.replace(/0+$/, '') : ''
  return \`\${sign}\${whole}\${fraction === '' ? '' : \`.\${fraction}\`}\`
}

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
  constructor(path: string) {
    this.path = path
  }
  /** Read each time: another run may have written meanwhile. */
  private rows(): Record<string, 'begun' | 'done'> {
    return existsSync(this.path) ? JSON.parse(readFileSync(this.path, 'utf8')) : {}
  }
  state(key: string): 'begun' | 'done' | undefined {
    return this.rows()[key]
  }
  set(key: string, state: 'begun' | 'done'): void {
    const next = \`\${this.path}.\${process.pid}.new\`
    writeFileSync(next, JSON.stringify({ ...this.rows(), [key]: state }))
    renameSync(next, this.path)
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
  // spaces between thousands are often ones that do not break
  const match = /^([+-]?)([0-9][0-9., ']*)$/.exec(text.trim().replace(/[\\u00a0\\u202f]/g, ' '))
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

/** Digits after the decimal sign, as they are written. */
export const fractionDigits = (text: string, { decimal }: NumberStyle): number =>
  /^\\d+/.exec(text.trim().split(decimal)[1] ?? '')?.[0].length ?? 0

/** Rounds half away from zero on the decimal digits that are shown, not on their binary neighbours. */
function fixed(value: number, digits: number): string {
  const scaled = Math.round(Number((Math.abs(value) * 10 ** digits).toPrecision(15)))
  const text = String(scaled).padStart(digits + 1, '0')
  const sign = value < 0 ? '-' : ''
  return digits === 0 ? sign + text : \`\${sign}\${text.slice(0, -digits)}.\${text.slice(-digits)}\`
}

/** Languages whose names of months and days of the week are known. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'pl'] as const
export type Language = (typeof languages)[number]

/** Months from January, days of the week from Monday, as they are written in the middle of a date. */
const NAMES: Readonly<Record<Language, readonly [months: string, days: string]>> = {
  en: [
    'January February March April May June July August September October November December',
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  ],
  de: [
    'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag',
  ],
  fr: [
    'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    'lundi mardi mercredi jeudi vendredi samedi dimanche',
  ],
  es: [
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    'lunes martes miércoles jueves viernes sábado domingo',
  ],
  it: [
    'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
    'lunedì martedì mercoledì giovedì venerdì sabato domenica',
  ],
  nl: [
    'januari februari maart april mei juni juli augustus september oktober november december',
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  ],
  pt: [
    'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
    'segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo',
  ],
  sv: [
    'januari februari mars april maj juni juli augusti september oktober november december',
    'måndag tisdag onsdag torsdag fredag lördag söndag',
  ],
  da: [
    'januar februar marts april maj juni juli august september oktober november december',
    'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  ],
  pl: [
    'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
    'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  ],
}
const split = (at: 0 | 1): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(languages.map(language => [language, NAMES[language][at].split(' ')]))
export const monthNames: Readonly<Record<string, readonly string[]>> = split(0)
export const dayNames: Readonly<Record<string, readonly string[]>> = split(1)


/**
 * A date format of letters and separators: \`d\` \`dd\` day, \`M\` \`MM\` month, \`MMM\` \`MMMM\` its name, \`yy\` \`yyyy\` year, \`EEE\` \`EEEE\`
 * day of the week, \`Q\` quarter; what stands between \`'\` and everything else stands for itself. A language in brackets
 * at the end (\`d. MMMM yyyy [de]\`) is the one of the names; English where there is none.
 */
export type DateStyle = string

export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** What is added to a date: days, months (the last day of a shorter one), or what is left of its month. */
export interface DateShift {
  readonly unit: 'days' | 'months' | 'to end of month'
  readonly count: number
}

const orders = ['d M y', 'M d y', 'y M d']
const days = ['dd', 'd']
const years = ['yyyy', 'yy']

/** All formats that texts are tried against: the orders of day, month and year with each usual separator. */
export const numericDateStyles: readonly DateStyle[] = orders
  .flatMap(order =>
    ['-', '/', '.', ' ', ''].flatMap(separator =>
      years.flatMap(year =>
        days.map(day =>
          separator === '' && day === 'd'
            ? ''
            : order
                .replace('d', day)
                .replace('M', day === 'dd' ? 'MM' : 'M')
                .replace('y', year)
                .replaceAll(' ', separator),
        ),
      ),
    ),
  )
  .filter(style => style !== '')

/** Formats with the name of the month, by language. */
export const namedDateStyles: readonly DateStyle[] = languages.flatMap(language =>
  days.flatMap(day =>
    ['MMM', 'MMMM'].flatMap(month =>
      [
        \`\${day} \${month} yyyy\`,
        \`\${day}-\${month}-yyyy\`,
        \`\${day}-\${month}-yy\`,
        \`\${month} \${day}, yyyy\`,
        \`\${day}. \${month} yyyy\`,
        ...(language === 'es' || language === 'pt' ? [\`\${day} 'de' \${month} 'de' yyyy\`] : []),
      ].map(style => inLanguage(style, language)),
    ),
  ),
)

/** Months of a year: read as their first day. */
export const monthStyles: readonly DateStyle[] = ['MM/yyyy', 'M/yyyy', 'MM.yyyy', 'yyyy-MM', 'MM/yy']
export const namedMonthStyles: readonly DateStyle[] = languages.flatMap(language =>
  ['MMMM yyyy', 'MMM yyyy', 'MMM-yy', 'MMM yy'].map(style => inLanguage(style, language)),
)

/** Parts of a date that a field may ask for. */
export const datePartStyles: readonly DateStyle[] = [
  'd',
  'dd',
  'M',
  'MM',
  'yy',
  'yyyy',
  'MM/yyyy',
  'yyyy-MM',
  'MM/yy',
  'Q',
]
export const namedPartStyles: readonly DateStyle[] = languages.flatMap(language =>
  ['MMM', 'MMMM', 'EEE', 'EEEE'].map(style => inLanguage(style, language)),
)

function inLanguage(style: DateStyle, language: Language): DateStyle {
  return language === 'en' ? style : \`\${style} [\${language}]\`
}

const TOKEN = /'[^']*'|MMMM|MMM|MM|M|dd|d|yyyy|yy|EEEE|EEE|Q/g
const PATTERN: Readonly<Record<string, string>> = {
  d: '(?<d>\\\\d{1,2})',
  dd: '(?<d>\\\\d{2})',
  M: '(?<M>\\\\d{1,2})',
  MM: '(?<M>\\\\d{2})',
  MMM: '(?<N>\\\\p{L}{3})',
  MMMM: '(?<N>\\\\p{L}{3,12})',
  yy: '(?<y>\\\\d{2})',
  yyyy: '(?<y>\\\\d{4})',
}
interface Compiled {
  readonly pattern: RegExp
  readonly body: string
  readonly language: Language
}
const compiled = new Map<DateStyle, Compiled>()

function compile(style: DateStyle): Compiled {
  let known = compiled.get(style)
  if (!known) {
    const [, body = style, language = 'en'] = /^(.*) \\[(\\w\\w)\\]$/.exec(style) ?? []
    const source = body
      .replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&')
      .replace(TOKEN, token => PATTERN[token] ?? token.replaceAll("'", ''))
    known = { pattern: new RegExp(\`^\${source}$\`, 'u'), body, language: language as Language }
    compiled.set(style, known)
  }
  return known
}

/** The date, or null where the text is not one in this style; the first of the month in styles without a day. Two-digit years: 70..99 are 19.., 00..69 are 20... */
export function parseDate(text: string, style: DateStyle): CivilDate | null {
  const { pattern, language } = compile(style)
  const found = pattern.exec(text)?.groups
  if (!found) return null
  const [dayText, monthText, nameText, yearText] = [found['d'], found['M'], found['N'], found['y']]
  if ((monthText ?? nameText) === undefined || yearText === undefined) return null
  const month = nameText === undefined ? Number(monthText) : monthNamed(nameText, language)
  const short = Number(yearText)
  const year = yearText.length === 4 ? short : short < 70 ? 2000 + short : 1900 + short
  const day = Number(dayText ?? 1)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  return { year, month, day }
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const monthNamed = (name: string, language: Language) =>
  monthNames[language]!.findIndex(
    month => month.slice(0, Math.max(3, name.length)).toLowerCase() === name.toLowerCase(),
  ) + 1

export function shifted({ year, month, day }: CivilDate, { unit, count }: DateShift): CivilDate {
  if (unit === 'to end of month') return { year, month, day: daysIn(year, month) }
  if (unit === 'days') return civil(new Date(Date.UTC(year, month - 1, day + count)))
  const first = civil(new Date(Date.UTC(year, month - 1 + count, 1)))
  return { ...first, day: Math.min(day, daysIn(first.year, first.month)) }
}

/** Days since 1970-01-01. */
export const dayNumber = ({ year, month, day }: CivilDate): number => Date.UTC(year, month - 1, day) / 86_400_000
const civil = (date: Date): CivilDate => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
})

export function printDate(date: CivilDate, style: DateStyle): string {
  const { year, month, day } = date
  const { body, language } = compile(style)
  const two = (number: number) => String(number).padStart(2, '0')
  return body.replace(TOKEN, token => {
    switch (token) {
      case 'd':
        return String(day)
      case 'dd':
        return two(day)
      case 'M':
        return String(month)
      case 'MM':
        return two(month)
      case 'MMM':
        return monthNames[language]![month - 1]!.slice(0, 3)
      case 'MMMM':
        return monthNames[language]![month - 1]!
      case 'EEE':
        return weekday(date, language).slice(0, 3)
      case 'EEEE':
        return weekday(date, language)
      case 'Q':
        return String(Math.ceil(month / 3))
      case 'yy':
        return two(year % 100)
      case 'yyyy':
        return String(year).padStart(4, '0')
      default:
        return token.replaceAll("'", '')
    }
  })
}

// 1970-01-01 was a Thursday
const weekday = (date: CivilDate, language: Language) => dayNames[language]![(((dayNumber(date) + 3) % 7) + 7) % 7]!

/** How a time of day or a length of time is written: \`H\` \`HH\` hours, \`h\` of twelve, \`mm\` minutes, \`ss\` seconds, \`a\` AM or PM. */
export type TimeStyle = (typeof timeStyles)[number] | (typeof timePartStyles)[number]
/** Whole hours of a length of time, and the minutes beyond them. */
export const timePartStyles = ['H', 'm', 'mm'] as const
export const timeStyles = [
  'H:mm',
  'HH:mm',
  'HH:mm:ss',
  'HHmm',
  'HH.mm',
  'h:mm a',
  'hh:mm a',
  'h:mma',
  'minutes',
  'hours',
] as const

const TIMES: Readonly<Partial<Record<TimeStyle, RegExp>>> = {
  'H:mm': /^(\\d{1,3}):([0-5]\\d)$/,
  'HH:mm': /^(\\d\\d):([0-5]\\d)$/,
  'HH:mm:ss': /^(\\d\\d):([0-5]\\d):00$/,
  HHmm: /^([01]\\d|2[0-3])([0-5]\\d)$/,
  'HH.mm': /^(\\d\\d)\\.([0-5]\\d)$/,
  'h:mm a': /^([1-9]|1[0-2]):([0-5]\\d) ([AP]M)$/,
  'hh:mm a': /^(0[1-9]|1[0-2]):([0-5]\\d) ([AP]M)$/,
  'h:mma': /^([1-9]|1[0-2]):([0-5]\\d)([ap]m)$/,
  minutes: /^()(\\d{1,5})$/,
  hours: /^(\\d{1,4}\\.\\d\\d)()$/,
}

/** Minutes, or null where the text is not a time in this style. */
export function parseTime(text: string, style: TimeStyle): number | null {
  const found = TIMES[style]?.exec(text)
  if (!found) return null
  const [, hours, minutes, half] = found
  if (half !== undefined)
    return ((Number(hours) % 12) + (half[0]!.toLowerCase() === 'p' ? 12 : 0)) * 60 + Number(minutes)
  const all = Number(hours) * 60 + Number(minutes)
  return Number.isInteger(all) ? all : null
}

/** null where this style cannot say it: the hours of a day end at 24. */
export function printTime(time: number, style: TimeStyle): string | null {
  if (style === 'minutes') return String(time)
  if (style === 'hours') return (Math.round((time * 100) / 60) / 100).toFixed(2)
  const [hours, minutes] = [Math.floor(time / 60), String(time % 60).padStart(2, '0')]
  if (style === 'H') return String(hours)
  if (style === 'm') return String(time % 60)
  if (style === 'mm') return minutes
  if (style === 'H:mm') return \`\${hours}:\${minutes}\`
  if (hours > 23) return null
  const two = String(hours).padStart(2, '0')
  const twelve = String(hours % 12 || 12)
  switch (style) {
    case 'HH:mm':
      return \`\${two}:\${minutes}\`
    case 'HH:mm:ss':
      return \`\${two}:\${minutes}:00\`
    case 'HHmm':
      return two + minutes
    case 'HH.mm':
      return \`\${two}.\${minutes}\`
    case 'h:mm a':
      return \`\${twelve}:\${minutes} \${hours < 12 ? 'AM' : 'PM'}\`
    case 'hh:mm a':
      return \`\${twelve.padStart(2, '0')}:\${minutes} \${hours < 12 ? 'AM' : 'PM'}\`
    case 'h:mma':
      return \`\${twelve}:\${minutes}\${hours < 12 ? 'am' : 'pm'}\`
  }
}

/** Minutes later, on the clock: after midnight comes the next day. */
export const later = (time: number, minutes: number): number => (((time + minutes) % 1440) + 1440) % 1440

/**
 * How a text is cut: \`word\` runs of letters, \`number\` runs of digits, \`chunk\` runs without white space, \`hump\` the words of
 * \`camelCase\`, or the fields between a separator (white space around a field does not belong to it).
 */
export type Splitter = 'word' | 'number' | 'chunk' | 'hump' | string

const PATTERNS: Readonly<Record<string, RegExp>> = {
  word: /[\\p{L}\\p{M}'’]+/gu,
  number: /\\p{Nd}+/gu,
  chunk: /\\S+/gu,
  hump: /\\p{Lu}?[\\p{Ll}\\p{M}]+|\\p{Lu}+(?!\\p{Ll})|\\p{Nd}+/gu,
}
/** Whether pieces are runs of signs, not what stands between separators. */
export const isRun = (by: Splitter): boolean => by in PATTERNS
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
  '\\n',
  '\\\\',
  '"',
  '<',
  '>',
  '[',
  ']',
  '&',
  '?',
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
  ...(/\\p{Ll}\\p{Lu}/u.test(text) ? ['hump'] : []),
  ...separators.filter(separator => text.includes(separator)),
]


/** What a condition may look at: one coarse property of a text, the simplest first. */
export const features = ['words', 'numbers', 'separators', 'first', 'length', 'shape'] as const
export type Feature = (typeof features)[number]

/** What the case of a rule may look at besides: a text that comes again and again, whole, at its beginning or its end. */
export const caseFeatures = ['value', 'last', 'first word', 'last word', 'start', ...features] as const
export type CaseFeature = (typeof caseFeatures)[number]

/** The property as a text that can be compared and shown. */
export function featureOf(feature: CaseFeature, text: string): string {
  const trimmed = text.trim()
  switch (feature) {
    case 'value':
      return trimmed
    case 'words':
      return \`\${pieces(trimmed, 'word').length} words\`
    case 'numbers':
      return \`\${pieces(trimmed, 'number').length} numbers\`
    case 'separators':
      return [...new Set(trimmed.replace(/[\\p{L}\\p{M}\\p{Nd}\\s]/gu, ''))].sort(compareText).join('')
    case 'first':
      return kind(trimmed.slice(0, 1))
    case 'last':
      return kind(trimmed.slice(-1))
    case 'first word':
      return /^\\S*/.exec(trimmed)![0]
    case 'last word':
      return /\\S*$/.exec(trimmed)![0]
    case 'start':
      return trimmed.slice(0, 3)
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


export type LetterCase = 'lower' | 'upper' | 'title' | 'capital'

/**
 * Pieces from..to with what stands between them; null where they are not there, or where the text has another number of
 * pieces than \`count\`, where one is given.
 */
export function partOf(text: string, by: Splitter, from: number, to: number, count?: number): string | null {
  const found = pieces(text, by)
  if (count !== undefined && found.length !== count) return null
  const first = from < 0 ? found.length + from : from
  const last = to < 0 ? found.length + to : to
  if (first < 0 || last >= found.length || first > last) return null
  return text.slice(found[first]!.from, found[last]!.to)
}

/** \`clips\`: a shorter text gives what it has, as the functions of sheets do. */
export function sliceOf(text: string, from: number, to: number | null, clips = false): string | null {
  const place = (at: number) => (at < 0 ? text.length + at : at)
  const first = clips ? Math.max(0, place(from)) : place(from)
  const last = to === null ? text.length : clips ? Math.min(text.length, place(to)) : place(to)
  return first < 0 || last > text.length || first >= last ? null : text.slice(first, last)
}

export function withCase(text: string, to: LetterCase): string {
  if (to === 'lower') return text.toLowerCase()
  if (to === 'upper') return text.toUpperCase()
  const first = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()
  return to === 'capital' ? first(text) : text.replace(/\\p{L}+/gu, first)
}

/** What is done with every piece of a text. */
export interface Each {
  readonly by: Splitter
  /** First characters of a piece that are kept; null: all. */
  readonly take: number | null
  readonly case: LetterCase | null
  readonly between: string
  /** Behind every piece. */
  readonly behind: string
}

export function eachOf(text: string, { by, take, case: to, between, behind }: Each): string | null {
  const found = pieces(text, by).map(piece => {
    const whole = text.slice(piece.from, piece.to)
    const kept = take === null ? whole : whole.slice(0, take)
    return (to === null ? kept : withCase(kept, to)) + behind
  })
  return found.length === 0 || found.includes(behind) ? null : found.join(between)
}

/** Groups of \`size\` characters from the left, the last one may be shorter; null where the text is not one run. */
export const groupsOf = (text: string, size: number, between: string): string | null =>
  /^[\\p{L}\\p{Nd}]+$/u.test(text) ? text.match(new RegExp(\`.{1,\${size}}\`, 'gu'))!.join(between) : null

const GERMAN: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' }
const STROKES: Readonly<Record<string, string>> = {
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
}

/** Without accents: \`plain\` letters, or umlauts as German writes them where it has none. */
export function folded(text: string, to: 'plain' | 'german'): string {
  const spelled = to === 'german' ? text.normalize('NFC').replace(/[äöüÄÖÜß]/g, letter => GERMAN[letter]!) : text
  return spelled
    .normalize('NFD')
    .replace(/[\\u0300-\\u036f]/g, '')
    .normalize('NFC')
    .replace(/[øØłŁđĐßæÆ]/g, letter => STROKES[letter]!)
}

export const squeezed = (text: string): string => text.trim().replace(/\\s+/g, ' ')


/**
 * The language of transformations: an expression over the texts of one or more sources. Small and typed, so that search
 * stays bounded and every program prints in one line. The idea of programs by example: Gulwani, Automating String
 * Processing in Spreadsheets Using Input-Output Examples, 2011.
 */
export type Expression =
  | { readonly op: 'constant'; readonly text: string }
  /** Source \`index\`, without white space around it. */
  | { readonly op: 'input'; readonly index: number }
  /**
   * Pieces from..to (from 0; negative from the end; inclusive) with what stands between them; of texts with another number
   * of pieces than \`count\`, where there is one, nothing is known.
   */
  | {
      readonly op: 'part'
      readonly of: Expression
      readonly by: Splitter
      readonly from: number
      readonly to: number
      readonly count?: number
    }
  /** Characters from..to (negative from the end; \`to\` null = to the end; exclusive); \`clips\`: fewer of a shorter text. */
  | {
      readonly op: 'slice'
      readonly of: Expression
      readonly from: number
      readonly to: number | null
      readonly clips?: true
    }
  | { readonly op: 'case'; readonly of: Expression; readonly to: LetterCase }
  | { readonly op: 'only'; readonly of: Expression; readonly keep: 'digits' | 'letters' | 'alphanumeric' }
  /** \`lenient\`: a text that does not hold it stays as it is. */
  | {
      readonly op: 'replace'
      readonly of: Expression
      readonly text: string
      readonly by: string
      readonly lenient?: true
    }
  | ({ readonly op: 'each'; readonly of: Expression } & Each)
  | { readonly op: 'group'; readonly of: Expression; readonly size: number; readonly between: string }
  | { readonly op: 'fold'; readonly of: Expression; readonly to: 'plain' | 'german' }
  | { readonly op: 'squeeze'; readonly of: Expression }
  /** How many pieces it has. */
  | { readonly op: 'count'; readonly of: Expression; readonly by: Splitter }
  | { readonly op: 'pad'; readonly of: Expression; readonly width: number }
  | { readonly op: 'unpad'; readonly of: Expression }
  | {
      readonly op: 'date'
      readonly of: Expression
      readonly from: DateStyle
      readonly to: DateStyle
      readonly shift?: DateShift
    }
  /** \`shift\` in minutes. */
  | {
      readonly op: 'time'
      readonly of: Expression
      readonly from: TimeStyle
      readonly to: TimeStyle
      readonly shift?: number
    }
  /** \`asWritten\`: with as many digits after the decimal sign as the source has. */
  | {
      readonly op: 'number'
      readonly of: Expression
      readonly from: NumberStyle
      readonly to: NumberStyle
      readonly asWritten?: true
    }
  /** of × factor ÷ divisor + term, read in \`style\`, with any number of digits, and printed in \`to\`, else in \`style\`. */
  | {
      readonly op: 'arithmetic'
      readonly of: Expression
      readonly factor: number
      readonly divisor?: number
      readonly term: number
      readonly style: NumberStyle
      readonly to?: NumberStyle
    }
  | {
      readonly op: 'combine'
      readonly left: Expression
      readonly right: Expression
      readonly by: '+' | '-' | '×' | '÷'
      readonly style: NumberStyle
    }
  | { readonly op: 'join'; readonly parts: readonly Expression[] }
  | { readonly op: 'lookup'; readonly of: readonly Expression[]; readonly table: readonly LookupEntry[] }
  | {
      readonly op: 'switch'
      readonly index: number
      readonly by: CaseFeature
      readonly cases: readonly { readonly value: string; readonly program: Expression }[]
      readonly otherwise: Expression
    }
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
      return partOf(text, expression.by, expression.from, expression.to, expression.count)
    case 'slice':
      return sliceOf(text, expression.from, expression.to, expression.clips)
    case 'case':
      return withCase(text, expression.to)
    case 'only':
      return text.replace(DROPPED[expression.keep], '')
    case 'replace':
      return expression.lenient || text.includes(expression.text)
        ? text.replaceAll(expression.text, expression.by)
        : null
    case 'each':
      return eachOf(text, expression)
    case 'group':
      return groupsOf(text, expression.size, expression.between)
    case 'fold':
      return folded(text, expression.to)
    case 'squeeze':
      return squeezed(text)
    case 'count':
      return String(pieces(text, expression.by).length)
    case 'pad':
      return text.length <= expression.width ? text.padStart(expression.width, '0') : null
    case 'unpad':
      return text.replace(/^0+(?=.)/, '')
    case 'date': {
      const date = parseDate(text, expression.from)
      return date && printDate(expression.shift ? shifted(date, expression.shift) : date, expression.to)
    }
    case 'time': {
      const time = parseTime(text, expression.from)
      return time === null ? null : printTime(expression.shift ? later(time, expression.shift) : time, expression.to)
    }
    case 'number': {
      const { from, to, asWritten } = expression
      const number = parseNumberText(text, from)
      if (number === null) return null
      return printNumberText(number, asWritten ? { ...to, digits: fractionDigits(text, from) } : to)
    }
    case 'arithmetic': {
      const { factor, divisor = 1, term, style, to = style } = expression
      const number = parseNumberText(text, anyDigits(style))
      return number === null ? null : printNumberText((number * factor) / divisor + term, to)
    }
  }
}

const anyDigits = (style: NumberStyle): NumberStyle => (style.digits === null ? style : { ...style, digits: null })
const DROPPED = { digits: /\\P{Nd}/gu, letters: /\\P{L}/gu, alphanumeric: /[^\\p{L}\\p{Nd}]/gu }

function combined(
  { by, style }: Extract<Expression, { op: 'combine' }>,
  left: string | null,
  right: string | null,
): string | null {
  const [a, b] = [left, right].map(text => (text === null ? null : parseNumberText(text, anyDigits(style))))
  if (a === null || b === null || a === undefined || b === undefined) return null
  return printNumberText(by === '+' ? a + b : by === '-' ? a - b : by === '×' ? a * b : a / b, style)
}

function joined(parts: readonly (string | null)[]): string | null {
  let text = ''
  for (const part of parts) {
    if (part === null) return null
    text += part
  }
  return text
}
`
