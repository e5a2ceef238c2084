import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newHolderKey } from '../../src/privacy/sealed-names.node.ts'
import { type RunningServer, startServer } from '../../src/server/index.ts'
import { violations } from './accessibility.ts'
import { describeBrowser, mapReady, openFile, plain, SAMPLE } from './browser.ts'

describeBrowser('people in a file of one’s own', open => {
  test('stay in groups until the owner of the file says otherwise', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openFile(page, SAMPLE)
    await page.getByRole('button', { name: 'Open here' }).click()
    await mapReady(page)
    await page.getByRole('link', { name: 'Statistics', exact: true }).click()
    await page.getByText('Resources', { exact: true }).click()
    const resources = page.getByText(/^\d+ shown/)
    await expect.poll(async () => plain(await resources.textContent())).toMatch(/^0 shown; 28 more are held back/)
    await page.getByLabel('Show single people').click({ force: true })
    await expect.poll(async () => plain(await resources.textContent())).toBe('28 shown')
    await page.getByLabel('Show single people').click({ force: true })
    await expect.poll(async () => plain(await resources.textContent())).toMatch(/^0 shown; 28 more/)
    expect(troubles).toEqual([])
  })

  test('a refused map offers the switch where it is refused', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openFile(page, SAMPLE)
    await page.getByRole('button', { name: 'Open here' }).click()
    await mapReady(page)
    await page.getByLabel('Map of').first().click()
    await page.getByRole('option', { name: 'org:resource' }).click()
    await page.getByRole('alert').getByText('tells about people').waitFor()
    await page.getByLabel('Show single people').click({ force: true })
    await mapReady(page)
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
    expect(troubles).toEqual([])
  })
})

describeBrowser('names behind pseudonyms, for two people together', open => {
  const OWNER = 'a-token-of-the-owner'
  let server: RunningServer
  let log: string
  const people = new Map<string, { token: string; key: string }>()
  const call = async (token: string, method: string, path: string, body: string, type = 'application/json') => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'x-parfocal': '1' }
    const answer = await fetch(`${server.url}${path}`, { method, headers, body })
    expect(answer.ok, await answer.clone().text()).toBe(true)
    return answer.json() as Promise<Record<string, unknown>>
  }
  beforeAll(async () => {
    const webRoot = join(import.meta.dirname, '..', '..', 'dist', 'web')
    server = await startServer({ dataFolder: null, port: 0, webRoot, handleSignals: false, token: OWNER })
    for (const name of ['Ann', 'Bob']) {
      const made = await call(OWNER, 'POST', '/api/tokens', JSON.stringify({ name, role: 'analyst' }))
      const token = made['token'] as string
      const { publicKey, privateKey: key } = newHolderKey()
      await call(token, 'PUT', '/api/reveal-key', JSON.stringify({ publicKey }))
      people.set(name, { token, key })
    }
    const rows = ['c1', 'c2'].flatMap(id => [
      `${id},pay,2024-01-01T00:00:00Z,Grete Muster`,
      `${id},approve,2024-01-02T00:00:00Z,Otto Muster`,
    ])
    const csv = ['case,activity,time,resource', ...rows].join('\n')
    const made = await call(OWNER, 'POST', '/api/logs?wait=true&name=orders.csv&sealTo=Ann,Bob', csv, 'text/csv')
    log = (made['log'] as { id: string }).id
    const document = [
      ...['parfocal: rules', 'version: 1', 'name: Orders', 'rules:', '  - id: first', '    name: Approved first'],
      ...['    severity: high', '    owner: A', '    source: B', `    rule: '"approve" before "pay"'`, ''],
    ].join('\n')
    await call(OWNER, 'PUT', `/api/logs/${log}/rules`, JSON.stringify({ revision: 0, document }))
  })
  afterAll(() => server.close())

  const giveKey = async (page: Page, who: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('dialog').getByRole('button', { name: /key/i }).click(),
    ])
    await chooser.setFiles({ name: `${who}.key`, mimeType: 'text/plain', buffer: Buffer.from(people.get(who)!.key) })
  }

  test('who finds a breach asks with a reason, somebody else approves, and only then both see who did what', async () => {
    const visit = async (who: string) => {
      const { page, troubles } = await open(`${server.url}/#/rules?log=${log}`)
      await page.getByLabel('Token', { exact: true }).fill(people.get(who)!.token)
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.getByRole('table', { name: 'Rules' }).waitFor({ timeout: 60_000 })
      return { page, troubles }
    }
    const [ann, bob] = [await visit('Ann'), await visit('Bob')]
    await ann.page.getByRole('table', { name: 'Rules' }).getByText('Approved first').click()
    await ann.page.getByRole('button', { name: 'names…' }).first().click()
    await ann.page.getByLabel('Reason').fill('paid before it was approved')
    await giveKey(ann.page, 'Bob')
    await ann.page.getByRole('button', { name: 'Ask for the names' }).click()
    await ann.page.getByRole('alert').getByText('does not open your part').waitFor()
    expect(await violations(ann.page)).toEqual([])
    await giveKey(ann.page, 'Ann')
    await ann.page.getByRole('button', { name: 'Ask for the names' }).click()
    const asked = (page: Page) => page.getByRole('region', { name: 'Names asked for' })
    await asked(ann.page).getByText('paid before it was approved').waitFor()
    await asked(ann.page).getByRole('button', { name: 'Approve…' }).click()
    await giveKey(ann.page, 'Ann')
    await ann.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await ann.page.getByRole('alert').getByText('must be somebody else').waitFor()
    await ann.page.keyboard.press('Escape')

    await asked(bob.page).getByText('Ann asks for the names of case').waitFor({ timeout: 30_000 })
    expect(await violations(bob.page)).toEqual([])
    await asked(bob.page).getByRole('button', { name: 'Approve…' }).click()
    await giveKey(bob.page, 'Bob')
    await bob.page.getByRole('button', { name: 'Approve', exact: true }).click()
    for (const { page } of [bob, ann]) {
      await asked(page).getByRole('button', { name: 'See the names' }).click({ timeout: 30_000 })
      await page.getByRole('dialog').getByText('Grete Muster').waitFor()
    }
    expect(await violations(ann.page)).toEqual([])
    const told = await fetch(`${server.url}/api/reveal-log`, { headers: { authorization: `Bearer ${OWNER}` } })
    const { entries } = (await told.json()) as { entries: { step: string }[] }
    expect(entries.map(({ step }) => step)).toEqual(['asked', 'approved', 'seen', 'seen'])
    expect([...ann.troubles, ...bob.troubles]).toEqual([])
  })
})
