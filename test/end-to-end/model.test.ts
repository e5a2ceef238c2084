import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { openModel } from '../../src/formats/index.ts'
import { violations } from './accessibility.ts'
import { describeBrowser, downloaded, mapReady, openFile, plain, SAMPLE } from './browser.ts'
import { ownServer } from './own-server.ts'

async function modelReady(page: Page): Promise<void> {
  await page.getByTestId('numbers').getByText(/sound/).first().waitFor({ timeout: 60_000 })
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'), null, { timeout: 60_000 })
}
async function openSample(page: Page): Promise<void> {
  await openFile(page, SAMPLE)
  await page.getByRole('button', { name: 'Open here' }).click({ timeout: 30_000 })
  await mapReady(page)
  await page.getByRole('link', { name: 'Model' }).click()
  await modelReady(page)
}
const numbers = async (page: Page) => plain(await page.getByTestId('numbers').textContent())
async function save(page: Page, format: string) {
  await page.getByRole('button', { name: 'Export the model' }).click()
  const text = await downloaded(page, () => page.getByRole('menuitem', { name: format }).click())
  return openModel(new TextEncoder().encode(text), format).model
}
async function choose(page: Page, miner: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Miner' }).click()
  await page.getByRole('option', { name: miner }).click()
}

describeBrowser('the Model page, on a static web server', open => {
  const server = ownServer()
  test('without noise every case fits; the numbers, the address and the exported BPMN follow the slider', async () => {
    const { page, troubles, strangers } = await open(inject('staticUrl'))
    await openSample(page)
    const before = await numbers(page)
    expect(before).toMatch(/Fitness0\.\d{3}/)
    const parts = await page.getByTestId('model').locator('[data-kind=task]').count()
    await page.getByRole('slider', { name: 'Noise' }).focus()
    await page.keyboard.press('Home')
    await expect.poll(() => numbers(page), { timeout: 60_000 }).toContain('1000 of 1000 cases (100%) fit as a whole')
    await modelReady(page)
    await expect.poll(() => numbers(page)).toMatch(/Fitness1\.000.*Precision[01]\.\d{3}.*F-score[01]\.\d{3}.*✓ sound/)
    const drawn = await page.getByTestId('model').locator('[data-kind=task]').count()
    expect(drawn).toBeGreaterThanOrEqual(parts)

    const model = await save(page, 'BPMN 2.0')
    if (model.kind !== 'bpmn') throw new Error(`the export is a ${model.kind}`)
    expect(model.bpmn.processes[0]!.nodes.filter(({ kind }) => kind === 'task')).toHaveLength(drawn)
    expect(model.bpmn.diagrams[0]!.shapes.length).toBeGreaterThan(drawn)
    expect((await save(page, 'Petri net (PNML)')).kind).toBe('net')

    await page.reload()
    await modelReady(page)
    await expect.poll(() => page.getByRole('slider', { name: 'Noise' }).getAttribute('aria-valuenow')).toBe('0')
    expect(troubles).toEqual([])
    expect(strangers).toEqual([])
  })

  test('a net and a table tell the same, keys move between parts, constraints stand in a table', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openSample(page)
    await page.getByTestId('model').locator('[data-kind=start]').focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('heading', { name: 'Create order' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('label', { hasText: 'Petri net' }).click()
    await page.getByTestId('model').locator('[data-kind=place]').first().waitFor()
    await modelReady(page)
    const label = await page.getByTestId('model').locator('[data-kind=task]').first().getAttribute('aria-label')
    await page.locator('label', { hasText: 'Table' }).click()
    const rows = (await page.getByRole('table', { name: 'Parts of the model' }).getByRole('row').allTextContents()).map(
      plain,
    )
    const [, name, cases] = /^(.*) (\d+) cases?$/.exec(plain(label))!
    expect(rows.some(row => row.startsWith(`${name}Activity${cases}`))).toBe(true)
    expect(await violations(page)).toEqual([])
    await choose(page, 'Declare')
    await page.getByRole('table', { name: 'Constraints' }).getByText('Existence').first().waitFor()
    expect((await save(page, 'Declare')).kind).toBe('declare')
    expect(troubles).toEqual([])
  })

  test('times and deviations colour the picture, stand in its table and in the address', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openSample(page)
    await page.locator('label', { hasText: /^Time$/ }).click()
    const invoice = page.getByTestId('model').getByRole('button', { name: /^Create invoice \d.* median waiting time/ })
    await invoice.waitFor({ timeout: 60_000 })
    await page.getByRole('combobox', { name: 'Which time' }).click()
    await page.getByRole('option', { name: 'Service time' }).click()
    await page.getByTestId('legend').getByText('Service time, median').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('label', { hasText: /^Table$/ }).click()
    const table = page.getByRole('table', { name: 'Parts of the model' })
    await table.getByRole('row', { name: /Create invoice.* min/ }).waitFor()
    await page.locator('label', { hasText: /^Deviations$/ }).click()
    await table.getByRole('columnheader', { name: 'Skipped, cases' }).waitFor()
    await page.locator('label', { hasText: /^BPMN$/ }).click()
    const departs = page
      .getByTestId('model')
      .getByRole('button', { name: /−[\d.]+\s% .*skipped/ })
      .first()
    await departs.waitFor()
    const name = await departs.getAttribute('aria-label')
    await page.reload()
    await modelReady(page)
    await expect.poll(() => departs.getAttribute('aria-label')).toBe(name)
    expect(troubles).toEqual([])
  })

  test('a model file is drawn and held against the cases', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openSample(page)
    const text = '<ptml><processTree id="t" root="r"><sequence id="r"/><manualTask id="a" name="Create order"/>'
    const tree = `${text}<manualTask id="b" name="Audit"/><parentsNode sourceId="r" targetId="a"/><parentsNode sourceId="r" targetId="b"/></processTree></ptml>`
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open a model…' }).click(),
    ])
    await chooser.setFiles({ name: 'own.ptml', mimeType: 'text/xml', buffer: Buffer.from(tree) })
    await page.getByRole('button', { name: /^Audit 1.000 cases/ }).waitFor({ timeout: 60_000 })
    await page.getByRole('note').getByText('The model does not have 15 of 16 activities').waitFor()
    const pool = (id: string, name: string) =>
      `<process id="${id}"><startEvent id="${id}s"/><task id="${id}t" name="${name}"/><endEvent id="${id}e"/><sequenceFlow id="${id}a" sourceRef="${id}s" targetRef="${id}t"/><sequenceFlow id="${id}b" sourceRef="${id}t" targetRef="${id}e"/></process>`
    const pools = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><collaboration id="c"><participant id="x" name="Customer" processRef="p"/><participant id="y" name="Seller" processRef="q"/></collaboration>${pool('p', 'Complain')}${pool('q', 'Create order')}</definitions>`
    const [again] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open a model…' }).click(),
    ])
    await again.setFiles({ name: 'shop.bpmn', mimeType: 'text/xml', buffer: Buffer.from(pools) })
    await page.getByRole('note').getByText('Of 2 pools this is Seller').waitFor({ timeout: 60_000 })
    await page.getByRole('combobox', { name: 'Pool that is checked' }).click()
    await page.getByRole('option', { name: /^Customer/ }).click()
    await page
      .getByTestId('model')
      .getByRole('button', { name: /^Complain/ })
      .waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Back to mining' }).click()
    await page
      .getByTestId('model')
      .getByRole('button', { name: /^Check credit/ })
      .waitFor({ timeout: 60_000 })
    expect(troubles).toEqual([])
  })

  test('where a miner has no BPMN, the page says why and shows the net', async () => {
    const { page, troubles } = await open(server.url)
    await page.getByRole('link', { name: /order/i }).first().click()
    await mapReady(page)
    await page.getByRole('link', { name: 'Model' }).click()
    await modelReady(page)
    await choose(page, 'Alpha miner')
    await page.getByRole('note').getByText('Shown as a Petri net.').waitFor({ timeout: 60_000 })
    await modelReady(page)
    await expect.poll(() => numbers(page)).toContain('✕ not sound')
    expect(troubles).toEqual([])
  })
})
