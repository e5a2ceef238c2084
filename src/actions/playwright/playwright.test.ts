import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { transformSync } from 'rolldown/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeChromium } from '../../../test/chromium.ts'
import { enterCustomer as procedure, step, textbox } from '../procedure.fixture.ts'
import { playwright } from './bot.ts'
import { runtimeSource } from './generated.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')

const PAGE = `<!doctype html><form action="/save"><label>Last name <input id="l2" name="last" aria-label="Last name"></label>
<label>Birthday <input id="birthday" name="birthday"></label><label><input type="checkbox" id="company" name="company"> Company</label>
<button>Save</button></form>`

test('the files that a bot carries are current', async () => {
  await promisify(execFile)(process.execPath, [join(root, 'scripts/generate.mjs'), '--check'])
  expect(runtimeSource).toContain('export async function runBot')
})

test('texts of a recording cannot break out of the code', () => {
  const evil = ['"`$', '{process.exit()}`\n\u2028*/ //'].join('')
  const bad = procedure('https://x.test/')
  const { files } = playwright.make({
    ...bad,
    name: evil,
    steps: [
      step('s1', {
        label: evil,
        element: textbox(evil, evil, evil),
        action: 'enter',
        value: { kind: 'constant', text: evil },
      }),
    ],
  })
  const { code, errors } = transformSync('bot.ts', String(files[0]!.content))
  expect(errors).toEqual([])
  expect(code).not.toMatch(/^\s*process\.exit\(\)/m)
})

describeChromium('a bot', chromium => {
  let folder: string
  let server: Server
  let saved: string[]
  let address: string
  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://x')
      if (url.pathname === '/save') saved.push(url.search.slice(1))
      response.setHeader('content-type', 'text/html').end(url.pathname === '/other' ? '<h1>Login</h1>' : PAGE)
    })
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  async function install(page: string) {
    saved = []
    folder = mkdtempSync(join(tmpdir(), 'parfocal-bot-'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    for (const { path, content } of playwright.make(procedure(page)).files)
      if (path.endsWith('.ts')) {
        const { code, errors } = transformSync(path, String(content).replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.js'"))
        expect(errors).toEqual([])
        writeFileSync(join(folder, path.replace(/ts$/, 'js')), code)
      }
    writeFileSync(
      join(folder, 'rows.json'),
      JSON.stringify([
        { 'full name': 'Ann Lee', birthday: '03/11/1986', kind: 'person' },
        { 'full name': 'Bob de Ray', birthday: '28/02/1990', kind: 'company' },
      ]),
    )
  }
  const run = (...flags: string[]) =>
    new Promise<{ code: number; output: string }>(done =>
      execFile(
        process.execPath,
        ['bot.js', '--input', 'rows.json', '--timeout', '1500', ...flags],
        { cwd: folder, env: { ...process.env, BOT_CHROMIUM: chromium } },
        (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      ),
    )

  test('does its rows with transformed values, each once, and changes nothing in a dry run', async () => {
    await install(`${address}/`)
    const dry = await run('--dry-run')
    expect(dry.code, dry.output).toBe(0)
    expect(dry.output).toContain('type Last name (3 characters): would act')
    expect(dry.output).toContain('check Company: not needed for this row')
    expect(saved).toEqual([])
    const real = await run('--yes')
    expect(real.code, real.output).toBe(0)
    expect(saved).toEqual(['last=Lee&birthday=1986-11-03', 'last=Ray&birthday=1990-02-28&company=on'])
    const again = await run('--yes')
    expect(again.output).toContain('this row is done already')
    expect(saved).toHaveLength(2)
    const log = readFileSync(join(folder, 'enter-customer.run-log.jsonl'), 'utf8')
    expect(log).toContain('"step":"s2"')
    expect(log).not.toContain('Lee')
    rmSync(folder, { recursive: true })
  })

  test('asks before what cannot be taken back, and stops where nobody answers', async () => {
    await install(`${address}/`)
    const { code, output } = await run()
    expect([code, saved]).toEqual([4, []])
    expect(output).toContain('a person said no')
    rmSync(folder, { recursive: true })
  })

  test('stops on a screen that it does not know', async () => {
    await install(`${address}/other`)
    const { code, output } = await run('--yes')
    expect([code, saved]).toEqual([3, []])
    expect(output).toContain('no element, or not exactly one, is found')
    rmSync(folder, { recursive: true })
  })
})
