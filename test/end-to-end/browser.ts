import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { describeChromium } from '../chromium.ts'

/** The sample log as a file. */
export const SAMPLE = join(import.meta.dirname, '..', '..', 'samples', 'order-to-cash.csv')

export interface Visit {
  readonly page: Page
  /** What went wrong in the page: uncaught errors and violations of its content security policy. */
  readonly troubles: string[]
  /** What the console holds as errors, failed requests among them. */
  readonly errors: string[]
  /** Addresses asked for outside the origin of the page. */
  readonly strangers: string[]
}

/** A `describe` with a browser; skipped, with a printed reason, where there is none. */
export function describeBrowser(title: string, body: (visit: typeof open) => void): void {
  let browser: Browser
  let contexts: BrowserContext[] = []
  const open = async (url: string, options: BrowserContextOptions = {}): Promise<Visit> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    contexts.push(context)
    const page = await context.newPage()
    const troubles: string[] = []
    const strangers: string[] = []
    const errors: string[] = []
    page.on('pageerror', error => troubles.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') errors.push(message.text())
      if (/content security policy|maximum update depth/i.test(message.text())) troubles.push(message.text())
    })
    page.on('dialog', dialog => {
      troubles.push(`a dialog said ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', request => {
      const { origin, protocol } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== new URL(url).origin) strangers.push(request.url())
    })
    await page.goto(url)
    return { page, troubles, errors, strangers }
  }
  describeChromium(title, executablePath => {
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      })
    })
    // a page that stays open goes on drawing and asking beside the tests behind it
    afterEach(async () => {
      for (const context of contexts) await context.close()
      contexts = []
    })
    afterAll(async () => {
      await browser?.close()
    })
    body(open)
  })
}
declare function open(url: string, options?: BrowserContextOptions): Promise<Visit>

/** Opens files by the button of the start page, as a person would. */
export async function openFile(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file…' }).click(),
  ])
  await chooser.setFiles(file)
}

/** Waits until the map is drawn and nothing is being counted or laid out. */
export async function mapReady(page: Page): Promise<void> {
  await page.getByTestId('map').waitFor({ timeout: 60_000 })
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'), null, { timeout: 60_000 })
}

/** Numbers without their thin spaces. */
export const plain = (text: string | null): string => (text ?? '').replaceAll('\u202f', '').replace(/\s+/g, ' ').trim()

export const sizeOf = async (page: Page): Promise<string> => plain(await page.getByTestId('size').textContent())

/** Waits until the filter leaves so much: `905 of 1050 cases (86%)`. */
export async function expectSize(page: Page, text: string): Promise<void> {
  await expect.poll(() => sizeOf(page), { timeout: 20_000 }).toBe(text)
}

/** Downloads what a click gives, as text. */
export const downloaded = async (page: Page, click: () => Promise<void>): Promise<string> =>
  (await downloadedBytes(page, click)).toString('utf8')

export async function downloadedBytes(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  const stream = await download.createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (const char of csv.replace(/^\ufeff/, '')) {
    if (quoted) {
      if (char !== '"') cell += char
      else quoted = false
    } else if (char === '"') {
      if (cell !== '') cell += '"'
      quoted = true
    } else if (char === ',' || char === '\n') {
      rows.at(-1)!.push(cell)
      cell = ''
      if (char === '\n') rows.push([])
    } else if (char !== '\r') cell += char
  }
  return rows.filter(row => row.length > 0)
}
