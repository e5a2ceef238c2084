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
  const rows = JSON.parse(readFileSync(input, 'utf8')) as Row[]
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
    if (step.irreversible) {
      if (!(run.yes || (await agreed(`row ${index + 1}: ${step.label}?`)))) throw new Refused('a person said no')
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
  if ('css' in find) return page.locator(`css=${find.css}`)
  return page.locator(`xpath=${find.xpath}`)
}

const withoutQuery = (url: string) => url.split(/[?#]/, 1)[0]!
function matches(template: string, url: string): boolean {
  const parts = withoutQuery(template).split(/\{[^}]*\}/)
  const pattern = parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^/]*')
  return new RegExp(`^${pattern}/?$`).test(withoutQuery(url))
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
      throw new UnknownScreen(`"${step.label}": the field does not hold what was entered.`)
  }
  if (step.action === 'check' && !(await found.isChecked())) throw new UnknownScreen(`"${step.label}" did not take.`)
  if (step.action === 'uncheck' && (await found.isChecked())) throw new UnknownScreen(`"${step.label}" did not take.`)
  if (step.irreversible) {
    await page.waitForLoadState()
    const alert = page.locator('[role=alert]:visible, [aria-invalid=true]:visible')
    if (page.url() === before && (await alert.count()) > 0)
      throw new UnknownScreen(`"${step.label}": the page shows an error.`)
  }
}
/** Fields may group digits or change case; letters and digits must be the same. */
const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

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
    writeFileSync(`${this.path}.new`, JSON.stringify(this.rows))
    renameSync(`${this.path}.new`, this.path)
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
