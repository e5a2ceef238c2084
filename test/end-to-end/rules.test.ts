import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { readRules } from '../../src/compliance/index.ts'
import { violations } from './accessibility.ts'
import { describeBrowser, downloaded, expectSize, mapReady, openFile, plain, rowsOf, SAMPLE } from './browser.ts'
import { ownServer } from './own-server.ts'

async function openHere(page: Page): Promise<void> {
  await openFile(page, SAMPLE)
  await page.getByRole('button', { name: 'Open here' }).click({ timeout: 30_000 })
  await mapReady(page)
  await page.getByRole('link', { name: 'Rules' }).click()
}
async function openOnServer(page: Page): Promise<void> {
  await page.getByRole('link', { name: /order/i }).first().click()
  await mapReady(page)
  await page.getByRole('link', { name: 'Rules' }).click()
}
const show = (page: Page, what: 'Results' | 'Document') => page.locator('label', { hasText: what }).click()
const table = (page: Page) => page.getByRole('table', { name: 'Rules' })
const rowOf = async (page: Page, rule: string) =>
  plain((await table(page).getByRole('row').filter({ hasText: rule }).allInnerTexts())[0]!)
const known = (page: Page) => page.getByLabel('What is known of the document')
const menu = async (page: Page, item: RegExp) => {
  await page.getByRole('button', { name: 'Report and document' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

describeBrowser('the Rules page, on a static web server', open => {
  test('from a pack to the cases that break a rule, as a filter; report, document and table are files', async () => {
    const { page, troubles, strangers } = await open(inject('staticUrl'))
    await openHere(page)
    await page.getByText('Which rules must every case keep?').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: /^Order to cash/ }).click()
    await known(page).getByText('14 of 14 pass').waitFor({ timeout: 30_000 })
    expect(await violations(page)).toEqual([])
    await show(page, 'Results')
    await table(page).waitFor({ timeout: 60_000 })
    await expect.poll(() => rowOf(page, 'The price is corrected')).toMatch(/low 21 2\.1% 25 0 0/)
    await table(page).getByText('The price is corrected').click()
    await page.getByText('"Correct price" at most 1 time').waitFor()
    expect(await violations(page)).toEqual([])
    const csv = rowsOf(await downloaded(page, () => page.getByRole('button', { name: /Save 25 violations/ }).click()))
    expect([csv.length, csv[1]![0]]).toEqual([26, 'SO100004'])
    const [report] = await Promise.all([page.waitForEvent('download'), menu(page, /Evidence report/)])
    const html = readFileSync(await report.path(), 'utf8')
    expect(html).toMatch(/sha256:[0-9a-f]{64}.*sha256:[0-9a-f]{64}/s)
    expect(html).toContain('parfocal rules check')
    await page.reload()
    await table(page).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Show the 21 cases' }).click()
    await expectSize(page, '21 of 1000 cases (2.1%)')
    expect(page.url()).toContain('/cases')
    expect(troubles).toEqual([])
    expect(strangers).toEqual([])
  })

  test('what is written is checked, completed, and leaves the editor by Escape and Tab; what is accepted stands in it', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openHere(page)
    await page.getByRole('button', { name: /Add the first rule/ }).click()
    await page.getByRole('combobox', { name: 'What kind of rule' }).click()
    await page.getByRole('option', { name: /^At most/ }).click()
    await page.getByLabel('Activity', { exact: true }).first().click()
    await page.getByRole('option', { name: 'Correct price' }).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('Times').fill('1')
    for (const [label, text] of [
      ['Name', 'One price'],
      ['Owner', 'Sales'],
      ['Source', 'Policy 5'],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(text)
    await page.getByRole('button', { name: 'Add to the document' }).click()
    await known(page).getByText('1 rule, no trouble').waitFor({ timeout: 30_000 })

    const line = page.getByTestId('rule-document').locator('.cm-line', { hasText: 'severity: medium' })
    await line.click()
    await page.keyboard.press('End')
    for (let i = 0; i < 6; i++) await page.keyboard.press('Backspace')
    await known(page)
      .getByText(/line \d+, column/)
      .first()
      .waitFor({ timeout: 30_000 })
    await page.keyboard.press('Control+Space')
    await page.getByRole('option', { name: 'critical' }).click()
    await known(page).getByText('1 rule, no trouble').waitFor({ timeout: 30_000 })
    await page.getByTestId('rule-document').locator('.cm-content').focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.cm-editor') === null)).toBe(true)

    await show(page, 'Results')
    await table(page).getByText('One price').click({ timeout: 60_000 })
    await page.getByRole('button', { name: 'accept…', exact: true }).first().click()
    for (const [label, text] of [
      ['Reason', 'Migration'],
      ['Author', 'Ada'],
      ['Until', '2030-01-01'],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(text)
    await page.getByRole('button', { name: 'Add to the allowlist' }).click()
    await expect.poll(() => rowOf(page, 'One price'), { timeout: 30_000 }).toMatch(/critical 20 2% 2[34]/)
    const [file] = await Promise.all([page.waitForEvent('download'), menu(page, /document as a file/)])
    const rules = readRules(readFileSync(await file.path(), 'utf8'), 'rules.yaml')
    expect(rules.rules.map(({ text, severity }) => [text, severity])).toEqual([
      ['"Correct price" at most 1 time', 'critical'],
    ])
    expect(rules.allow).toMatchObject([{ rule: 'one-price', reason: 'Migration', author: 'Ada' }])
    expect(troubles).toEqual([])
  })

  test('nothing written is lost: emptied, begun anew, replaced by a file, or left for the results', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openHere(page)
    const editor = page.getByTestId('rule-document').locator('.cm-content')
    const drop = (name: string, text: string) =>
      page.evaluate(
        ([name, text]) => {
          const data = new DataTransfer()
          data.items.add(new File([text!], name!))
          const main = document.getElementById('main')!
          for (const type of ['dragenter', 'dragover', 'drop'])
            main.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }))
        },
        [name, text],
      )
    await page.getByRole('button', { name: /^Four eyes/ }).click()
    await known(page).getByText('6 rules, no trouble').waitFor({ timeout: 30_000 })
    await editor.click()
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Delete')
    await page.keyboard.type('x')
    await show(page, 'Results')
    await show(page, 'Document')
    await editor.click()
    await page.keyboard.press('Control+Z')
    await page.keyboard.press('Control+Z')
    await known(page).getByText('6 rules, no trouble').waitFor({ timeout: 30_000 })
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Delete')
    await page.getByText(/^The document before, of \d+ lines, was taken away/).waitFor()
    expect(await violations(page)).toEqual([])
    await page.reload()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await known(page).getByText('6 rules, no trouble').waitFor({ timeout: 30_000 })
    await menu(page, /Begin anew/)
    await page.getByRole('button', { name: 'Take it back' }).click()
    await drop('own.json', '{ "parfocal": "rules", "version": 1, "name": "Own", "rules": [] }')
    await page.getByText(/made room for this one/).waitFor()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await known(page).getByText('6 rules, no trouble').waitFor({ timeout: 30_000 })
    await drop('no.yaml', 'a\0b')
    await page.getByText(/^no\.yaml is no text/).waitFor()
    expect(troubles).toEqual([])
  })

  test('a rule whose activities the log lacks is said not to be judged, in its row', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openHere(page)
    await page.getByRole('button', { name: /^Late approval/ }).click()
    await show(page, 'Results')
    await table(page).waitFor({ timeout: 60_000 })
    await table(page)
      .getByText(/^cannot be judged: no activit/)
      .first()
      .waitFor()
    await page
      .getByRole('status')
      .getByText(/cannot be judged/)
      .waitFor()
    expect(await violations(page)).toEqual([])
    expect(troubles).toEqual([])
  })

  test('tables of roles are read from CSV, and their problems told by row and column', async () => {
    const { page, troubles } = await open(inject('staticUrl'))
    await openHere(page)
    await page.getByRole('button', { name: /^Four eyes/ }).click()
    const read = async (text: string) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: /Roles and limits from CSV/ }).click(),
      ])
      await chooser.setFiles({ name: 'roles.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    }
    await read('person,role,from\nada,approver,soon\n')
    await page.getByText('row 2, column “from”').waitFor()
    await read('person,role,from\nada,approver,2024-01-01\n')
    await page.getByText('1 role, 0 limits and 0 substitutes of roles.csv are in the document now.').waitFor()
    await known(page).getByText('6 rules, no trouble').waitFor({ timeout: 30_000 })
    expect(troubles).toEqual([])
  })
})

describeBrowser('the Rules page, on our server', open => {
  const server = ownServer()
  test('a document is saved with the log; who saves over somebody else is told and chooses', async () => {
    const [mine, theirs] = [await open(server.url), await open(server.url)]
    for (const { page } of [mine, theirs]) await openOnServer(page)
    await theirs.page.getByRole('button', { name: /^Four eyes/ }).click()
    await mine.page.getByRole('button', { name: /^Order to cash/ }).click()
    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click()
    await theirs.page.getByText('Saved on the server', { exact: true }).waitFor()
    await mine.page.getByRole('button', { name: 'Save', exact: true }).click()
    await mine.page
      .getByText(/Somebody else saved the rules/)
      .first()
      .waitFor()
    await mine.page.getByRole('button', { name: 'Save mine in place of theirs' }).click()
    await mine.page.getByText('Saved on the server', { exact: true }).waitFor()
    await theirs.page.reload()
    await known(theirs.page).getByText('14 of 14 pass').waitFor({ timeout: 30_000 })
    await show(theirs.page, 'Results')
    await table(theirs.page).waitFor({ timeout: 60_000 })
    await expect.poll(() => rowOf(theirs.page, 'Goods arrive')).toMatch(/medium 110 11% 110 12 2/)
    await table(theirs.page).getByText('Who creates an order').click()
    await theirs.page.getByText('The person gate holds the answer back.').waitFor()
    await menu(mine.page, /Begin anew/)
    await mine.page.getByRole('button', { name: 'Remove them there too' }).click()
    await mine.page.getByText('The rules are removed from the server.').waitFor()
    expect([...mine.troubles, ...theirs.troubles]).toEqual([])
  })
})
