import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { openModel } from '../../src/formats/index.ts'
import { violations } from './accessibility.ts'
import { describeBrowser, downloaded, expectSize, mapReady, openFile, plain, rowsOf, SAMPLE } from './browser.ts'
import { ownServer } from './own-server.ts'

const checked = async (page: Page) => {
  await page.getByTestId('figures').getByText('conform:').waitFor({ timeout: 60_000 })
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'), null, { timeout: 60_000 })
}
const figures = async (page: Page) => plain(await page.getByTestId('figures').textContent())
const rows = (page: Page) => page.getByRole('table', { name: 'Deviations' }).getByRole('row')

async function openSample(page: Page): Promise<void> {
  await openFile(page, SAMPLE)
  await page.getByRole('button', { name: 'Open here' }).click({ timeout: 30_000 })
  await mapReady(page)
  await page.getByRole('link', { name: 'Conformance' }).click()
  await checked(page)
}

describeBrowser('the Conformance page, on a static web server', open => {
  const server = ownServer()
  test('a deviation is marked, told with its cases, allowed and taken back', async () => {
    const { page, troubles, strangers } = await open(inject('staticUrl'))
    await openSample(page)
    const before = await figures(page)
    await rows(page).nth(1).click()
    const panel = page.getByRole('region', { name: /^Deviation/ })
    await panel
      .getByText(/of cases/)
      .first()
      .waitFor()
    await page.locator('[data-testid=model] [data-selected] path').first().waitFor()
    expect(await violations(page)).toEqual([])

    await panel.getByLabel('Reason').fill('agreed with the customer')
    await panel.getByLabel('Allowed by').fill('head of sales')
    await panel.getByRole('button', { name: 'Allow it' }).click()
    await page.getByTestId('figures').getByText('with nothing allowed').waitFor({ timeout: 60_000 })
    await checked(page)
    await expect.poll(() => figures(page)).not.toBe(before)
    await page.reload()
    await checked(page)
    await panel.getByText('head of sales').waitFor()
    await panel.getByRole('button', { name: 'Take it back' }).click()
    await expect.poll(() => figures(page), { timeout: 60_000 }).toBe(before)

    const table = rowsOf(
      await downloaded(page, () => page.getByRole('button', { name: 'Save Deviations as CSV' }).click()),
    )
    const cases = table[1]![table[0]!.indexOf('Cases')]
    await panel.getByRole('button', { name: 'Show the cases' }).click()
    await expectSize(page, `${cases} of 1000 cases (${Number(cases) / 10}%)`)
    expect(troubles).toEqual([])
    expect(strangers).toEqual([])
  })

  test('cases are held against mined and opened constraints, each with the cases that break it', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openSample(page)
    await page.getByRole('button', { name: /^Inductive miner/ }).click()
    await page.getByRole('combobox', { name: 'Miner' }).click()
    await page.getByRole('option', { name: 'Declare' }).click()
    const table = page.getByRole('table', { name: 'Constraints' })
    await table.waitFor({ timeout: 60_000 })
    await checked(page)
    expect(await figures(page)).toMatch(/^62%conform: 622 of 1000 cases/)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const mined = await downloaded(page, () => page.getByRole('menuitem', { name: 'Constraints as JSON' }).click())
    const { model } = openModel(new TextEncoder().encode(mined), 'mined.json')
    expect(await figures(page)).toContain(
      `of ${model.kind === 'declare' && model.declare.constraints.length} constraints`,
    )

    await page.getByTestId('baseline').click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: /Open a model/ }).click(),
    ])
    const text =
      'Init[Create order] | |\nPrecedence[Approve order, Pick goods] | | |\nAbsence[Cancel order] | |\nEnd[Sing] | |\n'
    await chooser.setFiles({ name: 'policy.decl', mimeType: 'text/plain', buffer: Buffer.from(text) })
    await page.getByTestId('baseline').getByText('policy').waitFor()
    await checked(page)
    const cells = rowsOf(
      await downloaded(page, () => page.getByRole('button', { name: 'Save Constraints as CSV' }).click()),
    )
    const broken = (constraint: string) => cells.find(([kind]) => kind === constraint)![cells[0]!.indexOf('Broken in')]
    expect([broken('End'), broken('Init')]).toEqual(['1000', '0'])
    await page.getByRole('button', { name: '1 remark' }).nth(1).click()
    await page.getByText('No case has Sing, of which the model speaks.').waitFor()
    await page.keyboard.press('Escape')

    await table.focus()
    for (const key of ['Home', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    const panel = page.getByRole('region', { name: 'Constraint: Absence: Cancel order' })
    await panel.getByText(/break it: “Cancel order” never happens/).waitFor()
    await panel.getByRole('table', { name: 'Attribute values' }).waitFor()
    expect(await violations(page)).toEqual([])
    await panel.getByRole('button', { name: 'Show the cases' }).click()
    await expectSize(page, `${broken('Absence')} of 1000 cases (${Number(broken('Absence')) / 10}%)`)
    expect(troubles).toEqual([])
  })

  test('a target model is drawn with undo, kept, saved and opened again', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openSample(page)
    await page.getByRole('button', { name: 'Edit to target model' }).click()
    const tasks = page.getByTestId('model').locator('[data-kind=task]')
    await tasks.first().click()
    const drawn = await tasks.count()
    await page.getByLabel('Put in an activity').first().fill('Phone the customer')
    await page.getByRole('button', { name: 'After it' }).click()
    await expect.poll(() => tasks.count()).toBe(drawn + 1)
    await expect.poll(() => page.getByTestId('selected').textContent()).toBe('Phone the customer')
    expect(await violations(page)).toEqual([])
    await page.goBack()
    await expect.poll(() => tasks.count()).toBe(drawn)
    await page.goForward()
    await expect.poll(() => tasks.count()).toBe(drawn + 1)
    await page.getByTestId('model').locator('[aria-pressed=true]').focus()
    await page.keyboard.press('o')
    await page.getByText('in: Optional: Phone the customer').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    await checked(page)

    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const text = await downloaded(page, () => page.getByRole('menuitem', { name: 'Model as BPMN 2.0' }).click())
    const { model } = openModel(new TextEncoder().encode(text), 'target.bpmn')
    if (model.kind !== 'bpmn') throw new Error(`the export is a ${model.kind}`)
    expect(model.bpmn.processes[0]!.nodes.filter(({ kind }) => kind === 'task')).toHaveLength(drawn + 1)
    const before = await figures(page)

    await page.getByTestId('baseline').click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: /Open a model/ }).click(),
    ])
    await chooser.setFiles({ name: 'mine.bpmn', mimeType: 'text/xml', buffer: Buffer.from(text) })
    await page.getByTestId('baseline').getByText('mine').waitFor()
    await checked(page)
    await expect.poll(() => figures(page)).toBe(before)
    await page.locator('label', { hasText: 'Labels (1 not matched)' }).click()
    await page.getByRole('checkbox', { name: 'Phone the customer is not looked for' }).click()
    await page.locator('label', { hasText: /^Labels$/ }).waitFor()
    expect(await violations(page)).toEqual([])
    expect(troubles).toEqual([])
  })

  test('two tabs that draw one baseline: the second is told, and takes theirs or keeps its own', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openSample(page)
    await page.getByRole('button', { name: 'Edit to target model' }).click()
    const put = async (tab: Page, activity: string) => {
      // what moves on a page stands still while it is behind another
      await tab.bringToFront()
      await tab.getByRole('button', { name: /^Fit all into view/ }).click()
      await tab.getByTestId('model').locator('[data-kind=task]').first().click()
      await tab.getByLabel('Put in an activity').first().fill(activity)
      await tab.getByRole('button', { name: 'After it' }).click()
      await task(tab, activity).waitFor()
    }
    const task = (tab: Page, name: string) =>
      tab.getByTestId('model').locator('[data-kind=task]', { hasText: name }).first()
    await put(page, 'First')
    const other = await page.context().newPage()
    await other.goto(page.url())
    await task(other, 'First').waitFor()
    await put(page, 'Mine')
    await put(other, 'Theirs')
    const clash = other.getByRole('alert').getByText(/Another tab changed “Target model”/)
    await clash.waitFor()
    expect(await violations(other)).toEqual([])
    await other.reload()
    await clash.waitFor()
    await task(other, 'Theirs').waitFor()
    await other.getByRole('button', { name: 'Keep mine in place of theirs' }).click()
    await clash.waitFor({ state: 'detached' })
    await put(page, 'Later')
    await page.getByRole('button', { name: 'Take theirs' }).click()
    await checked(page)
    await task(page, 'Theirs').waitFor()
    await expect.poll(() => task(page, 'Mine').count()).toBe(0)
    expect(troubles).toEqual([])
  })

  test('of a file with several pools one is chosen, the likeliest first', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openSample(page)
    const pool = (id: string, name: string) =>
      `<process id="${id}"><startEvent id="${id}s"/><task id="${id}t" name="${name}"/><endEvent id="${id}e"/><sequenceFlow id="${id}a" sourceRef="${id}s" targetRef="${id}t"/><sequenceFlow id="${id}b" sourceRef="${id}t" targetRef="${id}e"/></process>`
    const text = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><collaboration id="c"><participant id="x" name="Customer" processRef="p"/><participant id="y" name="Seller" processRef="q"/></collaboration>${pool('p', 'Complain')}${pool('q', 'Create order')}</definitions>`
    await page.getByTestId('baseline').click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: /Open a model/ }).click(),
    ])
    await chooser.setFiles({ name: 'shop.bpmn', mimeType: 'text/xml', buffer: Buffer.from(text) })
    await page.getByRole('dialog', { name: 'Which pool is checked?' }).waitFor()
    await expect.poll(() => page.getByRole('radio', { name: /^Seller/ }).isChecked()).toBe(true)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Check this pool' }).click()
    await page.getByTestId('baseline').getByText('shop').waitFor()
    await checked(page)
    await expect.poll(() => page.getByTestId('model').locator('[data-kind=task]').count()).toBe(1)
    expect(troubles).toEqual([])
  })

  test('a file that is no model is told with name and place; a server keeps a baseline for all', async () => {
    const { page, troubles } = await open(server.url)
    await page.getByRole('link', { name: /order/i }).first().click()
    await mapReady(page)
    await page.getByRole('link', { name: 'Conformance' }).click()
    await checked(page)
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['<definitions>\n<process>'], 'half.bpmn'))
      const main = document.getElementById('main')!
      for (const type of ['dragenter', 'dragover', 'drop'])
        main.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }))
    })
    await page
      .getByRole('status')
      .getByText(/^half\.bpmn, line 2/)
      .waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('menuitem', { name: /^On the server/ }).click()
    await page.getByTestId('figures').getByText('conform:').waitFor()
    const other = await open(page.url())
    await checked(other.page)
    await other.page.getByTestId('baseline').click()
    await other.page.getByRole('menuitem', { name: 'Mined from these cases on the server' }).waitFor()
    await other.page.route('**/api/me', route => route.fulfill({ json: { name: 'Rita', role: 'reader' } }))
    await other.page.reload()
    await checked(other.page)
    await rows(other.page).nth(1).click()
    const panel = other.page.getByRole('region', { name: /^Deviation/ })
    await panel.getByText(/^Your token may read and ask/).waitFor()
    await expect.poll(() => panel.getByRole('button', { name: 'Allow it' }).count()).toBe(0)
    expect([...troubles, ...other.troubles]).toEqual([])
  })
})
