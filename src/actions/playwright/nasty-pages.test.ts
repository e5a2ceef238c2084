import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { transformSync } from 'rolldown/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeChromium } from '../../../test/chromium.ts'
import type { UiElement } from '../../log/ui-log.ts'
import type { Procedure, ProcedureStep } from '../../tasks/procedure/procedure.ts'
import { enterCustomer, step, textbox } from '../procedure.fixture.ts'
import { playwright } from './bot.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
const FIELD = '<label>Amount <input id="amount" name="amount" aria-label="Amount"></label>'
const form = (inner: string) => `<!doctype html><form action="/save">${inner}<button>Send</button></form>`

/** Pages by path; each is wrong in its own way. */
const PAGES: Readonly<Record<string, string>> = {
  '/fine': form(FIELD),
  '/fine-2': form(FIELD),
  '/fine-3': form(FIELD),
  '/hidden': form(`<div style="display:none">${FIELD}</div>`),
  '/two': form(`<input id="amount" aria-label="Amount"><input id="amount" aria-label="Amount">`),
  '/one-hidden': form(`<div hidden><input id="amount" aria-label="Amount"></div>${FIELD}`),
  '/slow': `<!doctype html><input aria-label="Other"><script>setTimeout(() => { document.body.innerHTML = \`${form(FIELD)}\` }, 700)</script>`,
  '/other-field': form('<input id="other" aria-label="Another thing">'),
  '/frame': `<!doctype html><iframe srcdoc='${form(FIELD)}'></iframe>`,
  '/decimals': form(
    `${FIELD}<script>amount.oninput = () => { amount.value = amount.value.replace(/[.,]/g, '') }</script>`,
  ),
  '/sign': form(`${FIELD}<script>amount.oninput = () => { amount.value = amount.value.replace('-', '') }</script>`),
  '/groups': form(
    `${FIELD}<script>amount.onchange = () => { amount.value = Number(amount.value).toLocaleString('en', { minimumFractionDigits: 2 }) }</script>`,
  ),
  '/cleared-on-leaving': form(`${FIELD}<script>amount.onblur = () => { amount.value = '' }</script>`),
  '/required': form(`${FIELD}<input name="more" required>`),
  '/late-error': `<!doctype html><div id="box">${FIELD}<button type="button" onclick="fetch('/slow-no').then(() => { box.insertAdjacentHTML('beforeend', '<p role=alert>No</p>') })">Send</button></div>`,
  '/late-yes': `<!doctype html><div id="box">${FIELD}<button type="button" onclick="fetch('/save?' + amount.value)">Send</button></div>`,
  '/options': form(
    '<select id="amount" name="amount" aria-label="Amount"><option value="a">One</option><option value="b">Two</option><option value="c">Two</option></select>',
  ),
  '/ticked': form('<input type="checkbox" id="amount" name="amount" aria-label="Amount" checked>'),
  '/hangs': `<!doctype html>${FIELD}<button onclick="fetch('/save?hangs').then(() => { for (;;); })">Send</button>`,
}

describeChromium(
  'on a nasty page a bot',
  chromium => {
    let server: Server
    /** What the pages sent, by their paths. */
    const saved = new Map<string, string[]>()
    const sentBy = (page: string) => saved.get(page) ?? []
    let address: string
    const folders: string[] = []
    beforeAll(async () => {
      server = createServer((request, response) => {
        const url = new URL(request.url!, 'http://x')
        if (url.pathname === '/save') {
          const page = new URL(request.headers.referer ?? 'http://x/nowhere').pathname
          saved.set(page, [...sentBy(page), url.search.slice(1)])
        }
        const page = PAGES[url.pathname] ?? '<h1>Saved</h1>'
        const code = url.pathname === '/missing' ? 404 : 200
        const send = () => response.writeHead(code, { 'content-type': 'text/html' }).end(page)
        setTimeout(send, url.pathname === '/slow-no' ? 400 : 0)
      })
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    afterAll(() => {
      server.closeAllConnections()
      server.close()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    })

    const amount = (page: string, of: Partial<UiElement> = {}): UiElement => ({
      ...textbox('amount', 'Amount', `${address}${page}`),
      ...of,
    })
    const enter = (page: string, of: Partial<ProcedureStep> = {}) =>
      step('s1', {
        label: 'type Amount',
        action: 'enter',
        element: amount(page),
        value: { kind: 'parameter', name: 'amount' },
        ...of,
      })
    const send = (page: string) =>
      step('s2', {
        label: 'click Send',
        element: { ...amount(page), role: 'button', name: 'Send', identifier: null, selectors: [] },
        irreversible: true,
      })

    function install(steps: readonly ProcedureStep[], rows: readonly object[]): string {
      const folder = mkdtempSync(join(tmpdir(), 'parfocal-nasty-'))
      folders.push(folder)
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
      const procedure: Procedure = {
        ...enterCustomer(''),
        id: 'nasty',
        parameters: [{ name: 'amount', class: 'amount', shape: '99', from: 'a sheet', byPerson: false }],
        steps,
      }
      for (const { path, content } of playwright.make(procedure).files)
        if (path.endsWith('.ts')) {
          const { code, errors } = transformSync(path, String(content).replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.js'"))
          expect(errors).toEqual([])
          writeFileSync(join(folder, path.replace(/ts$/, 'js')), code)
        }
      writeFileSync(join(folder, 'rows.json'), JSON.stringify(rows))
      return folder
    }
    const flags = ['bot.js', '--input', 'rows.json', '--yes']
    const start = (folder: string, ...more: string[]) =>
      new Promise<{ code: number; output: string }>(done =>
        execFile(
          process.execPath,
          [...flags, ...(more.length > 0 ? more : ['--timeout', '3000'])],
          { cwd: folder, env: { ...process.env, BOT_CHROMIUM: chromium } },
          (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
        ),
      )
    const run = (steps: readonly ProcedureStep[], value = '12.50') => start(install(steps, [{ amount: value }]))
    const fill = (page: string, value?: string) => run([enter(page), send(page)], value)

    test.concurrent.each([
      ['/hidden', 'no element, or not exactly one'],
      ['/two', 'no element, or not exactly one'],
      ['/frame', 'no element, or not exactly one'],
      ['/other-field', 'no element, or not exactly one'],
      ['/decimals', 'does not hold what was entered'],
      ['/sign', 'does not hold what was entered'],
      ['/cleared-on-leaving', 'does not hold any more'],
      ['/required', 'missing or not right'],
      ['/late-error', 'the page shows an error'],
    ])('%s stops', async (page, why) => {
      const { code, output } = await fill(page, '-12.50')
      expect(output).toContain(why)
      expect([code, sentBy(page)]).toEqual([3, []])
    })

    test.concurrent.each([
      ['/fine', '-12.50', 'amount=-12.50'],
      ['/one-hidden', '-12.50', 'amount=-12.50'],
      ['/slow', '-12.50', 'amount=-12.50'],
      ['/groups', '1234.5', 'amount=1%2C234.50'],
      ['/late-yes', '7', '7'],
    ])('%s is done', async (page, value, sent) => {
      const { code, output } = await fill(page, value)
      expect(code, output).toBe(0)
      expect(sentBy(page)).toEqual([sent])
    })

    test('takes no other field because it stands in the same place', async () => {
      const place = { selectors: [{ kind: 'css' as const, text: 'form > input:nth-of-type(1)' }] }
      const page = '/other-field'
      const { code, output } = await run([enter(page, { element: amount(page, place) }), send(page)])
      expect([code, sentBy(page)], output).toEqual([3, []])
    })

    test('chooses an option only where one is called so', async () => {
      const select = (page: string) => enter(page, { action: 'select', element: amount(page, { role: 'combobox' }) })
      const one = await run([select('/options'), send('/options')], 'One')
      expect([one.code, sentBy('/options')], one.output).toEqual([0, ['amount=a']])
      for (const value of ['Two', 'Three']) {
        const { code, output } = await run([select('/options'), send('/options')], value)
        expect([code, sentBy('/options')], output).toEqual([3, ['amount=a']])
      }
    })

    test('never clicks what is ticked already', async () => {
      const box = amount('/ticked', { role: 'checkbox' })
      const click = step('s1', { label: 'click Amount', action: 'click', element: box })
      expect((await run([click, send('/ticked')])).output).toContain('ticked already')
      const tick = step('s1', { label: 'check Amount', action: 'check', element: box })
      const ticked = await run([tick, send('/ticked')])
      expect([ticked.code, sentBy('/ticked')], ticked.output).toEqual([0, ['amount=on']])
    })

    const page = '/fine-2'
    const condition = { parameter: 'amount', by: 'value' as const, values: ['1'], others: ['2'], agreement: 1 }
    test.concurrent.each([
      [
        'which key it is was not recorded',
        () => [enter(page), step('s2', { label: 'press a key', action: 'key', element: amount(page) })],
      ],
      ['its value is not known', () => [enter(page, { value: { kind: 'read', step: 's0' } }), send(page)]],
      ['is not known as a whole', () => [step('s1', { action: 'navigate', element: amount('/orders/{9999}') })]],
      ['answers with 404', () => [step('s1', { action: 'navigate', element: amount('/missing') })]],
      ['its value was never seen', () => [enter(page, { condition }), send(page)]],
    ])('stops where a key, a value, an address or a need is not known: %s', async (why, steps) => {
      expect((await run(steps(), '3')).output).toContain(why)
      expect(sentBy(page)).toEqual([])
    })

    test('presses the key that was recorded', async () => {
      const enterKey = step('s2', { action: 'key', key: 'Enter', element: amount('/fine-3'), irreversible: true })
      const { code, output } = await run([enter('/fine-3'), enterKey], '5')
      expect([code, sentBy('/fine-3')], output).toEqual([0, ['amount=5']])
    })

    test('killed between sending and being done it does not send again', async () => {
      const folder = install([enter('/hangs'), send('/hangs')], [{ amount: '1' }, { amount: '2' }])
      const child: ChildProcess = spawn(process.execPath, flags, {
        cwd: folder,
        env: { ...process.env, BOT_CHROMIUM: chromium },
        stdio: 'ignore',
        detached: true,
      })
      await expect.poll(() => sentBy('/hangs'), { timeout: 20_000 }).toEqual(['hangs'])
      process.kill(-child.pid!, 'SIGKILL')
      expect(Object.values(JSON.parse(readFileSync(join(folder, 'nasty.ledger.json'), 'utf8')))).toEqual(['begun'])
      writeFileSync(join(folder, 'rows.json'), JSON.stringify([{ amount: '1' }]))
      const { code, output } = await start(folder)
      expect([code, sentBy('/hangs')], output).toEqual([4, ['hangs']])
      expect(output).toContain('cannot be taken back; look')
    })

    test('says what is wrong with what it was given', async () => {
      const folder = install([enter('/fine')], [{ amount: '1' }])
      expect(await start(folder, '--timeout', 'soon')).toMatchObject({
        code: 1,
        output: expect.stringContaining('number of'),
      })
      writeFileSync(join(folder, 'rows.json'), '{"amount":"1"}')
      expect(await start(folder)).toMatchObject({ code: 1, output: expect.stringContaining('no JSON array') })
    })
  },
  60_000,
)
