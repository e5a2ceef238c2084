import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { violations } from './accessibility.ts'
import { describeBrowser, downloaded, openFile, plain, rowsOf } from './browser.ts'
import { ownServer } from './own-server.ts'
import { button } from './tasks-pages.ts'

/** A table whose names tell little: nobody's recorder writes it like this. */
const rows = [
  ['when', 'who', 'did', 'program', 'field', 'typed', 'remark'],
  ['2024-03-05 09:00:01', 'ann.lee', 'pressed', 'Orders', 'New', '', 'x'],
  ['2024-03-05 09:00:04', 'ann.lee', 'typed', 'Orders', 'Customer', 'Smith & Sons', 'y'],
  ['2024-03-05 09:00:09', 'ann.lee', 'pressed', 'Orders', 'Save', '', 'z'],
  ['2024-03-05 09:00:20', 'bob.ray', 'pressed', 'Mail', 'Send', '', 'w'],
]
const table = (name = 'odd.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${rows.map(row => row.join(';')).join('\n')}\n`),
})
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
/** Opens the table as a recording, and says what its columns mean. */
async function mapped(page: Page): Promise<void> {
  await openFile(page, table())
  await page.getByRole('heading', { name: 'odd.csv: 4 rows, 7 columns' }).waitFor({ timeout: 30_000 })
  await page.getByText('Work on screens', { exact: true }).click()
  await page.getByRole('heading', { name: 'odd.csv: 7 columns' }).waitFor()
  await page.getByText('No column is known to say what was done.').waitFor()
  await expect.poll(() => button(page, 'Open here').isDisabled()).toBe(true)
  await choose(page, 'Action (what was done)', 'did')
  await choose(page, 'What “pressed” means', 'click')
  await choose(page, 'User', 'who')
  await choose(page, 'Value (typed, chosen, copied)', 'typed')
}
const preview = (page: Page) => page.getByRole('region', { name: 'First events, masked' }).getByRole('row')
const columnOf = async (page: Page, name: string) => {
  await page.getByText('Events (4)', { exact: true }).click()
  await page.getByRole('table', { name: 'Events' }).waitFor()
  const [head, ...events] = rowsOf(await downloaded(page, () => button(page, 'Save Events as CSV').click()))
  return events.map(row => row[head!.indexOf(name)])
}
const actionsOf = (page: Page) => columnOf(page, 'Action')
const rules = (find: string) => `version: 1
rules:
  - id: firms
    action: replace
    find: '${find}'
    with: a firm
    target: { field: customer }
`

describeBrowser('a table of interactions that nobody knows', open => {
  const server = ownServer()
  test('is mapped by hand, previewed masked, opened, and remembered', async () => {
    const { page, troubles, errors, strangers } = await open(inject('staticUrl'))
    await mapped(page)
    await expect.poll(async () => (await preview(page).allTextContents()).length).toBe(5)
    const shown = (await preview(page).allTextContents()).map(plain).join('\n')
    expect(shown).toMatch(/enter/)
    expect(shown).toMatch(/click/)
    expect(shown).not.toMatch(/Smith|ann\.lee|bob\.ray/)
    const columns = page.getByRole('region', { name: 'What becomes of each column?' })
    await expect
      .poll(async () => (await columns.getByRole('row').allTextContents()).map(plain))
      .toEqual([
        'ColumnExamplesWhat becomes of it',
        expect.stringMatching(/^when.*Time$/),
        expect.stringMatching(/^who.*User$/),
        expect.stringMatching(/^did.*Action \(what was done\)$/),
        expect.stringMatching(/^program.*Application$/),
        expect.stringMatching(/^field.*Element \(its label\)$/),
        expect.stringMatching(/^typed.*Value \(typed, chosen, copied\)$/),
        expect.stringMatching(/^remark.*Left out\./),
      ])
    await button(page, 'Open here').click()
    await page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 30_000 })
    await expect.poll(() => actionsOf(page)).toEqual(['click', 'enter', 'click', 'click'])
    await page.reload()
    await expect.poll(() => actionsOf(page)).toEqual(['click', 'enter', 'click', 'click'])

    await page.getByRole('link', { name: 'Parfocal: open a log' }).click()
    await openFile(page, table('again.csv'))
    await page.getByText('Work on screens', { exact: true }).click({ timeout: 30_000 })
    await page
      .getByText('It is read as you read a table with these columns the last time.')
      .waitFor({ timeout: 30_000 })
    await button(page, 'Start from the proposal').click()
    await page.getByText('No column is known to say what was done.').waitFor()
    expect([troubles, errors, strangers]).toEqual([[], [], []])
  })

  test('is masked by rules of its own, which are checked as they are written', async () => {
    const { page, troubles, errors } = await open(inject('staticUrl'))
    await mapped(page)
    const field = page.getByRole('textbox', { name: 'Masking rules' })
    const marked = () => page.locator('td[data-changed]').allTextContents()
    await field.fill(rules('(a+)+'))
    await page.getByText(/^Line 5: Rule 1, "find": .*many ways.*docs\/concepts\/masking\.md\.$/).waitFor()
    await expect.poll(() => button(page, 'Open here').isDisabled()).toBe(true)
    expect(await violations(page)).toEqual([])
    await field.fill(rules('S.* Sons'))
    await page.getByText('1 rule, applied in this order.').waitFor()
    await page.getByText('The rules change 1 of the first 4 events: what is marked.').waitFor()
    await expect.poll(() => marked()).toEqual(['a aaaa'])
    await button(page, 'Open here').click()
    await page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 30_000 })
    await expect.poll(() => columnOf(page, 'Its shape')).toEqual(['', 'a aaaa', '', ''])
    await page.reload()
    await expect.poll(() => columnOf(page, 'Its shape')).toEqual(['', 'a aaaa', '', ''])

    const dialog = page.getByRole('dialog', { name: 'Masking rules of these recordings' })
    await button(page, 'Masking rules…').press('Enter')
    await dialog.getByRole('textbox', { name: 'Masking rules' }).press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await button(page, 'Masking rules…').click()
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Masking rules' }).inputValue()).toBe(rules('S.* Sons'))
    await button(page, 'Remove the rules').click()
    await button(page, 'Read again').click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => columnOf(page, 'Its shape')).toEqual(['', 'Aaaaa & Aaaa', '', ''])
    expect([troubles, errors]).toEqual([[], []])
  })

  test('its mapping is saved, and loaded for another table', async () => {
    const { page } = await open(inject('staticUrl'))
    await mapped(page)
    const saved = await downloaded(page, () => button(page, 'Save the mapping').click())
    expect(JSON.parse(saved)).toMatchObject({
      version: 1,
      action: 'did',
      actions: { pressed: 'click' },
      user: 'who',
      value: 'typed',
      element: { application: 'program', name: 'field' },
    })
    const other = await open(inject('staticUrl'))
    await openFile(other.page, table())
    await other.page.getByText('Work on screens', { exact: true }).click({ timeout: 30_000 })
    const load = async (text: string) => {
      const [chooser] = await Promise.all([
        other.page.waitForEvent('filechooser'),
        button(other.page, 'Load a mapping').click(),
      ])
      await chooser.setFiles({ name: 'm.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    }
    await load('{"version":1,"action":7}')
    await other.page.getByText(/^m\.json is no mapping: /).waitFor()
    await button(other.page, 'Close this note').click()
    await load(saved)
    await button(other.page, 'Open here').click()
    await other.page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 30_000 })
    await expect.poll(() => actionsOf(other.page)).toEqual(['click', 'enter', 'click', 'click'])
  })

  test('goes to the server with its mapping and rules', async () => {
    const { page, troubles, errors } = await open(server.url)
    await mapped(page)
    const kept = '{"version":1,"rules":[{"id":"firms","action":"keep","target":{"field":"customer"}}]}'
    await page.getByRole('textbox', { name: 'Masking rules' }).fill(kept)
    await page.getByText('“firms” keeps values in clear: only for recordings of your own.').waitFor()
    await page.getByLabel('Keep it on the server').check()
    await button(page, 'Send and open').click()
    await page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 60_000 })
    const uiLog = /log=ui-([0-9a-f-]+)/.exec(page.url())![1]
    const answer = await page.request.get(new URL(`api/ui-logs/${uiLog}/recordings`, server.url).href)
    expect(await answer.json()).toMatchObject({ events: 4, capture: ['firms'] })
    const applications = page.getByRole('region', { name: 'How long is worked in each application?' })
    await expect
      .poll(async () => (await applications.getByRole('listitem').allTextContents()).map(plain))
      .toEqual([
        'Orders8 s3 events',
        // one event of one person alone: nothing tells how long it took
        'Mail–1 event',
      ])
    expect([troubles, errors]).toEqual([[], []])
    await page.request.delete(new URL(`api/ui-logs/${uiLog}`, server.url).href, {
      headers: { 'x-parfocal': '1' },
    })
  })

  test('its screen is accessible, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(inject('staticUrl'), { colorScheme })
      await mapped(page)
      await expect.poll(async () => (await preview(page).allTextContents()).length).toBe(5)
      expect(await violations(page), colorScheme).toEqual([])
      await page.context().close()
    }
  })
})
