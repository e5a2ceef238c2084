import { createHash } from 'node:crypto'
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

/** One step; `value` is a function of the row and of what earlier steps have read. */
export interface Step {
  readonly id: string
  readonly label: string
  readonly action: string
  /** Address of the page that the step belongs to; `{...}` stands for a part that varies, queries do not count. */
  readonly page?: string
  /** Ways to find the element, the most stable first. */
  readonly find?: readonly Find[]
  readonly value?: (row: Row, read: Row) => string
  /** The key that is pressed, as `Enter` or `Control+s`. */
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

const USAGE = `usage: bot --input FILE.json [--dry-run] [--yes] [--again] [--headed] [--log-values] [--timeout MS]
  --input FILE    rows as a JSON array of objects, one run for each
  --dry-run       finds what can be found without acting, prints the plan, changes nothing
  --yes           does not ask before steps that cannot be taken back
  --again         runs rows that are done already
  --log-values    writes values into the log (by default only their length)`

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
    console.error(rows === null ? `${input} is no JSON array of objects.` : '--timeout is a number of milliseconds.')
    return 1
  }
  for (const name of bot.secrets)
    if (!process.env[name]) {
      console.error(`The environment variable ${name} is missing; it holds a credential that no file may hold.`)
      return 1
    }
  for (const [i, row] of rows.entries())
    for (const name of bot.parameters)
      if (typeof row[name] !== 'string') {
        console.error(`${input}, row ${i + 1}: "${name}" is missing.`)
        return 1
      }
  const ledger = new Ledger(`${bot.id}.ledger.json`)
  const log = new RunLog(`${bot.id}.run-log.jsonl`, has('--log-values'))
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
        log.line(i, `stopped: ${(error as Error).message}`)
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
      if (!dry && !step.optional) throw new UnknownScreen(`"${step.label}" cannot be done by a bot.`)
      continue
    }
    const found = await locate(run, step)
    if (found === null) {
      if (step.optional || dry) {
        log.step(index, step, dry ? 'not reached in a dry run' : 'skipped: its element is not there')
        continue
      }
      throw new UnknownScreen(
        `"${step.label}": no element, or not exactly one, is found by ${JSON.stringify(step.find)} on ${withoutQuery(page.url())}.`,
      )
    }
    if (dry) {
      log.step(index, step, 'would act', value)
      continue
    }
    await mustFit(step, found)
    if (step.irreversible) {
      await lookAgain(run, step, found)
      if (!(run.yes || (await agreed(`row ${index + 1}: ${step.label}?`)))) throw new Refused('a person said no')
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
  throw new UnknownScreen(`"${step.label}": its value is not known.`)
}

/** Opens a page; an address with a part that varies, and an answer that is an error, are no page. */
async function open(page: Page, address: string): Promise<void> {
  if (address === '' || /\{[^}]*\}/.test(address))
    throw new UnknownScreen(`the address "${withoutQuery(address)}" is not known as a whole.`)
  const response = await page.goto(address)
  if (response && response.status() >= 400)
    throw new UnknownScreen(`${withoutQuery(address)} answers with ${response.status()}.`)
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
  'xpath' in find || ('css' in find && !/^\[(?:id|name)="(?:[^"\\]|\\.)*"\]$/.test(find.css))

function locatorOf(page: Page, find: Find): Locator {
  if ('testid' in find) return page.getByTestId(find.testid)
  if ('role' in find) return page.getByRole(find.role as 'button', { name: find.name, exact: true })
  if ('label' in find) return page.getByLabel(find.label, { exact: true })
  if ('css' in find) return page.locator(`css=${find.css}`)
  return page.locator(`xpath=${find.xpath}`)
}

const withoutQuery = (url: string) => url.split(/[?#]/, 1)[0]!
function matches(template: string, url: string): boolean {
  const parts = withoutQuery(template).split(/\{[^}]*\}/)
  const pattern = parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^/]*')
  return new RegExp(`^${pattern}/?$`).test(withoutQuery(url))
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
    throw new UnknownScreen(`"${step.label}": ${why}`)
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
    if (fitting.length > 1) throw new UnknownScreen(`"${step.label}": several options are called so.`)
    if (fitting.length === 0) continue
    await found.selectOption({ index: fitting[0]!.index })
    return
  }
  throw new UnknownScreen(`"${step.label}": there is no such option.`)
}

/** After each step: what was to be is. */
async function check(step: Step, found: Locator, value: string | undefined): Promise<void> {
  if (FILLS.has(step.action) && value !== undefined && !sameEntry(await found.inputValue(), value))
    throw new UnknownScreen(`"${step.label}": the field does not hold what was entered.`)
  if (step.action === 'check' && !(await found.isChecked())) throw new UnknownScreen(`"${step.label}" did not take.`)
  if (step.action === 'uncheck' && (await found.isChecked())) throw new UnknownScreen(`"${step.label}" did not take.`)
}

/** Before a step that cannot be taken back: the fields still hold what was entered, and the form would be sent. */
async function lookAgain({ entered, page }: Run, step: Step, found: Locator): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur?.())
  for (const { step: earlier, found: field, value } of entered) {
    if ((await field.count()) !== 1) continue
    if (!sameEntry(await field.inputValue(), value))
      throw new UnknownScreen(`"${earlier.label}": the field does not hold any more what was entered.`)
  }
  const refuses = await found.evaluate(element => {
    const button = element.closest('button, input')
    const form =
      element.tagName === 'FORM' ? (element as HTMLFormElement) : ((button as HTMLInputElement | null)?.form ?? null)
    const sends = element.tagName === 'FORM' || button?.getAttribute('type') !== 'button'
    const isFree = form?.noValidate || (button as HTMLInputElement | null)?.formNoValidate
    return form !== null && sends && !isFree && !form.checkValidity()
  })
  if (refuses) throw new UnknownScreen(`"${step.label}": the form has fields that are missing or not right.`)
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
    throw new UnknownScreen(`"${step.label}": the page shows an error.`)
}

/** Fields may group digits, change case and fill up decimals; signs, decimals, letters and digits must be the same. */
const sameEntry = (shown: string, wanted: string): boolean => shown === wanted || plain(shown) === plain(wanted)
function plain(text: string): string {
  const trimmed = text.trim().toLowerCase()
  const number = /^(?:[^\p{L}\p{N}-]{0,2}|[a-z]{3} ?)(-?)(\d[\d.,'\s\u00a0]*)(?:[^\p{L}\p{N}]{0,3}|\s?[a-z]{3})$/u.exec(
    trimmed,
  )
  if (number === null) return trimmed.replace(/[^\p{L}\p{N}]/gu, '')
  const [, sign = '', digits = ''] = number
  // the last separator is that of decimals, unless three digits follow it or it comes again
  const last = /^(.*)([.,])(\d*)$/s.exec(digits.trim())
  const isDecimal = last !== null && last[3]!.length !== 3 && !last[1]!.includes(last[2]!)
  const whole = (isDecimal ? last[1]! : digits).replace(/\D/g, '')
  const fraction = isDecimal ? last[3]!.replace(/0+$/, '') : ''
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

async function agreed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question(`${question} [y/N] `)
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
    const next = `${this.path}.${process.pid}.new`
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
    console.log(`row ${row + 1}: ${text}`)
    this.write({ row: row + 1, text })
  }
  step(row: number, step: Step, text: string, value?: string): void {
    const shown = value === undefined ? '' : this.withValues ? ` = ${value}` : ` (${value.length} characters)`
    console.log(`row ${row + 1}: ${step.label}${shown}: ${text}`)
    this.write({ row: row + 1, step: step.id, label: step.label, text, ...(this.withValues && value ? { value } : {}) })
  }
  private write(entry: object): void {
    appendFileSync(this.path, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
  }
}
