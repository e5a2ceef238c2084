import { resolve } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { describeShared, sharedPath } from '../shared.ts'
import { violations } from './accessibility.ts'
import { describeBrowser, downloaded, downloadedBytes, mapReady, openFile, plain, rowsOf, sizeOf } from './browser.ts'
import { demonstration } from './demonstration.ts'
import { button, go, recording, routine } from './tasks-pages.ts'

const L1 = 'data/logs/ui-task-recognition/L1.csv'
const STUDENT = 'data/logs/ui-task-recognition/StudentRecord.csv'
const REIMBURSEMENT = 'data/logs/ui-rpm-segmentator/Evaluation/CSV/Reimbursement_segmented.csv'
const TABLE = resolve(import.meta.dirname, '../../samples/ui-table-windows.csv')
const saved = async (page: Page, name: string): Promise<string[][]> =>
  rowsOf(await downloaded(page, () => button(page, name).first().click()))

describeBrowser('tasks in the browser, on a static web server', open => {
  const visit = (options = {}) => open(inject('staticUrl'), options)
  const opened = async (options = {}, buffer = demonstration()) => {
    const seen = await visit(options)
    await openFile(seen.page, recording(buffer))
    await seen.page.getByRole('heading', { name: '2 routines', exact: true }).waitFor({ timeout: 30_000 })
    return seen
  }

  test('a demonstration becomes document and bot in three clicks', async () => {
    const { page, troubles, strangers } = await visit()
    await openFile(page, recording())
    await button(page, 'Document and bot').click({ timeout: 30_000 })
    await page.getByRole('region', { name: 'Playwright bot (TypeScript)' }).getByRole('listitem').first().waitFor()
    const toDo = await page
      .getByRole('region', { name: 'Playwright bot (TypeScript)' })
      .getByRole('listitem')
      .allTextContents()
    const files = unzipSync(await downloadedBytes(page, () => button(page, 'Download').click()))
    const names = Object.keys(files)
    expect(names).toContain('TO-DO.md')
    expect(names.some(name => name.startsWith('playwright/') && name.endsWith('.ts'))).toBe(true)
    expect(names.some(name => name.startsWith('bpmn/'))).toBe(true)
    const list = strFromU8(files['TO-DO.md']!)
    for (const text of toDo) expect(list).toContain(text)
    expect(troubles).toEqual([])
    expect(strangers).toEqual([])
  })

  test('a routine shows its steps with sources, its variants, and its runs', async () => {
    const { page } = await opened()
    await expect
      .poll(async () => plain(await page.getByTestId('size').textContent()))
      .toBe('71 events in 3 recordings, 2 routines (100% of events), fewer than 5 people')
    const steps = await page.getByRole('list', { name: 'Steps' }).getByRole('button').allTextContents()
    expect(steps.map(plain)).toEqual([
      '1copy column B from Ordersreads “column B”100%rule',
      '2paste into Order number“column B”, from Orders, column B100%rule',
      '3copy column C from Ordersreads “column C”100%rule',
      '4paste into Customer“column C”, from Orders, column C100%rule',
      '5check Rush25%rule',
      '6click Save100%rule',
    ])
    await page.getByText('Data flow', { exact: true }).click()
    await expect.poll(() => page.getByRole('list', { name: 'Sources' }).getByRole('listitem').count()).toBe(2)
    expect(
      plain(await page.getByRole('list', { name: 'Targets' }).getByRole('button').first().textContent()),
    ).toContain('12 of 12 runs')
    await page.getByText('Variants (2)', { exact: true }).click()
    expect(
      (await page.getByRole('list', { name: 'Variants' }).getByRole('listitem').allTextContents()).map(plain),
    ).toEqual([expect.stringMatching(/^9 runs75%/), expect.stringMatching(/^3 runs25%/)])
    await page.getByText('Runs (12)', { exact: true }).click()
    await page.getByText('By time', { exact: true }).click()
    const runs = await page.getByRole('list', { name: 'Runs' }).getByRole('listitem').allTextContents()
    expect(runs).toHaveLength(12)
    expect(plain(runs[0]!)).toBe('115 s')
  })

  test('edits change what every page says, survive a reload, and can be taken back', async () => {
    const { page, troubles } = await opened()
    await page.getByText('Variants (2)', { exact: true }).click()
    await page.waitForURL(/routines=/)
    const before = page.url()
    await page.keyboard.press('Control+z')
    await expect.poll(() => button(page, 'Undo').isDisabled()).toBe(true)
    expect(page.url()).toBe(before)
    await page.getByLabel('Choose variant 2').check()
    await button(page, 'Split off 1…').click()
    await page.getByRole('dialog').getByLabel('Name').fill('Rush order')
    await button(page, 'Split off').click()
    await page.getByRole('heading', { name: '3 routines', exact: true }).waitFor()
    await expect
      .poll(async () => (await routine(page).allTextContents()).map(text => plain(text).match(/^.*? run/)?.[0]))
      .toEqual(['Enter order9 run', 'Rush order3 run', 'Answer mail2 run'])
    await routine(page).nth(2).click()
    await button(page, 'Edit').click()
    await page.getByRole('menuitem', { name: 'Reject…' }).click()
    await page.getByLabel('In your words (if you like)').fill('not our work')
    await button(page, 'Reject').click()
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor()
    await button(page, 'Edit').click()
    await page.getByRole('menuitem', { name: 'Trim its ends…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Edit')
    await button(page, 'Edit').click()
    await page.getByRole('menuitem', { name: 'Trim its ends…' }).click()
    await page.getByRole('combobox', { name: 'Runs begin with' }).click()
    await page.getByRole('option', { name: '3. copy column C from Orders' }).click()
    await button(page, 'Trim').click()
    await expect.poll(async () => plain(await routine(page).first().textContent())).toContain('9 runs · 3 steps')

    await go(page, 'Map')
    await mapReady(page)
    await expect.poll(() => sizeOf(page)).toBe('12 of 12 runs (100%)')
    await page.reload()
    await mapReady(page)
    await expect.poll(() => sizeOf(page)).toBe('12 of 12 runs (100%)')

    await go(page, 'Routines')
    await button(page, 'Edits (3)').click()
    const edits = page.getByRole('region', { name: 'Routines: Edits' })
    await expect
      .poll(async () => (await edits.getByRole('listitem').allTextContents()).map(plain))
      .toEqual([
        '“Enter order”: 1 variant split off as “Rush order”',
        '“Answer mail” rejected: It is not a task of its own: not our work',
        '“Enter order” trimmed',
      ])
    await button(page, 'Take back: “Answer mail” rejected: It is not a task of its own: not our work').click()
    await page.getByRole('heading', { name: '3 routines', exact: true }).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor()
    await page.keyboard.press('Control+Shift+z')
    await page.getByRole('heading', { name: '3 routines', exact: true }).waitFor()
    await routine(page).nth(1).click()
    await page.keyboard.press('Control+z')
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor()
    expect(troubles).toEqual([])
  })

  test('what another tab edits is taken up when one comes back, and is a step of undo where it was made', async () => {
    const { page, troubles } = await opened()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByRole('heading', { name: 'Enter order', exact: true }).waitFor({ timeout: 30_000 })
    const address = other.url()
    await button(other, 'Edit').click()
    await other.getByRole('menuitem', { name: 'Rename…' }).click()
    await other.getByRole('dialog').getByLabel('Name').fill('Key in an order')
    await button(other, 'Rename').click()
    await other.getByRole('heading', { name: 'Key in an order', exact: true }).waitFor()
    await page.bringToFront()
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.getByRole('heading', { name: 'Key in an order', exact: true }).waitFor()
    await other.bringToFront()
    await other.keyboard.press('Control+z')
    await other.getByRole('heading', { name: 'Enter order', exact: true }).waitFor()
    expect(other.url()).toBe(address)
    expect(troubles).toEqual([])
  })

  test('training data asks what people were told, shows the data card, and comes as a zip', async () => {
    const { page, troubles } = await opened()
    await button(page, 'Training data…').click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => button(page, 'Download').isDisabled()).toBe(true)
    const purpose = async (name: string) => {
      await dialog.getByRole('combobox').first().click()
      await page.getByRole('option', { name }).click()
    }
    await purpose('To automate the work')
    await dialog.getByRole('alert').waitFor()
    await expect.poll(() => dialog.getByRole('alert').textContent()).toContain('automation does not allow it')
    await purpose('To test agents')
    const card = page.getByRole('region', { name: 'Data card' })
    await card.waitFor()
    await expect
      .poll(async () => (await card.getByRole('row').allTextContents()).map(plain)[3])
      .toMatch(/^To test[1-9]/)
    await dialog.getByLabel('Licence').fill('CC0-1.0')
    expect(await violations(page)).toEqual([])
    const files = unzipSync(await downloadedBytes(page, () => button(page, 'Download').click()))
    expect(Object.keys(files)).toContain('training-data/chat/test.jsonl')
    expect(strFromU8(files['training-data/README.md']!)).toContain('CC0')
    expect(troubles).toEqual([])
  })

  test('merging two routines gives one with the runs of both', async () => {
    const { page } = await opened()
    await page.getByLabel('Tick Enter order to merge it').check()
    await page.getByLabel('Tick Answer mail to merge it').check()
    await button(page, 'Merge ticked').click()
    await page.getByRole('dialog').getByLabel('Name').fill('All')
    await button(page, 'Merge').click()
    await page.getByRole('heading', { name: '1 routine', exact: true }).waitFor()
    await expect.poll(async () => plain(await routine(page).first().textContent())).toContain('All14 runs')
  })

  test('the map of a routine is that of its runs', async () => {
    const { page } = await opened()
    await button(page, 'Map').click()
    await mapReady(page)
    await expect.poll(() => sizeOf(page)).toBe('12 of 14 runs (86%)')
    const nodes = await page
      .getByTestId('map')
      .getByRole('button', { name: /^click Save/ })
      .count()
    expect(nodes).toBeGreaterThan(0)
    await button(page, 'Watch the runs').waitFor()
    expect(
      await page
        .locator('main')
        .getByText(/\bcases?\b/i)
        .count(),
    ).toBe(0)
  })

  test('candidates: the figure follows from its inputs, and each of them can be set', async () => {
    const { page } = await opened()
    await go(page, 'Candidates')
    await page.getByRole('row', { name: /Enter order/ }).click()
    const arithmetic = page.getByRole('list', { name: 'Arithmetic' }).getByRole('listitem')
    // 12 runs on 4 days are 63 in a month of 21 days; 15 s each; three of twelve are no exception, the box is a step
    await expect.poll(() => arithmetic.first().textContent()).toBe('63 runs a month × 0.25 min = 15.8 min a month')
    const before = await saved(page, 'Save Candidates as CSV')
    const hours = Number(before[1]![2])
    expect(hours).toBeCloseTo((63 * 0.25 * 0.8) / 60, 6)
    expect(before[2]!.slice(0, 3)).toEqual(['Answer mail', expect.any(String), ''])
    await page.getByLabel('Runs a month').fill('126')
    await page.getByLabel('Runs a month').press('Enter')
    await expect
      .poll(async () => Number((await saved(page, 'Save Candidates as CSV'))[1]![2]))
      .toBeCloseTo(2 * hours, 6)
    await expect.poll(() => page.getByText('set by hand').count()).toBe(1)
    await page.reload()
    await expect.poll(() => page.getByText('set by hand').count(), { timeout: 30_000 }).toBe(1)
    await button(page, 'Take back Runs a month').click()
    await expect.poll(async () => Number((await saved(page, 'Save Candidates as CSV'))[1]![2])).toBeCloseTo(hours, 6)
  })

  test('friction is located, and its definition and source stand beside it', async () => {
    const { page } = await opened()
    await go(page, 'Friction')
    await page.getByRole('row', { name: /Switching between applications.*Customer/ }).click()
    const inspector = page.getByRole('region', { name: /^Friction:/ })
    await expect
      .poll(async () => plain(await inspector.textContent()))
      .toMatch(/Times12Costs36 sMean cost3 sPeoplefewer than 5/)
    await expect.poll(() => inspector.getByText('When it is counted').count()).toBe(1)
    await expect.poll(() => inspector.getByText(/^Source:/).count()).toBe(1)
    await button(page, 'Share this view: copy its address').click()
    const note = (await button(page, 'Close this note').boundingBox())!
    const foot = (await button(page, 'Save Friction as CSV').boundingBox())!
    expect(foot.y + foot.height, 'a note covers nothing').toBeLessThanOrEqual(note.y)
    await page.keyboard.press('Escape')
    await inspector.waitFor({ state: 'detached' })
    await page.goBack()
    await inspector.getByRole('button', { name: /^rows 2 to 3$/ }).click()
    await page.getByRole('table', { name: 'Events' }).waitFor()
    await expect
      .poll(async () => (await saved(page, 'Save Events as CSV'))[1]?.slice(0, 4))
      .toEqual(['2', '6000', 'copy column C from Orders', 'copy'])
  })

  test('people are counted only where there are at least five', async () => {
    const six = demonstration(['a', 'b', 'c', 'd', 'e', 'f'].map(name => `person-${name}`))
    const { page } = await opened({}, six)
    await expect.poll(async () => plain(await page.getByTestId('size').textContent())).toMatch(/6 people$/)
    await expect
      .poll(async () => (await routine(page).allTextContents()).map(plain))
      .toEqual([expect.stringContaining('6 people'), expect.stringContaining('fewer than 5 people')])
  })

  test('a table that could be both is asked about, once', async () => {
    const { page, troubles } = await visit()
    await openFile(page, TABLE)
    await button(page, /An event log of cases/).click({ timeout: 30_000 })
    await page.getByRole('heading', { name: /rows, \d+ columns/ }).waitFor({ timeout: 30_000 })
    await page.getByRole('link', { name: 'Parfocal: open a log' }).click()
    await openFile(page, TABLE)
    await button(page, /A recording of work on screens/).click({ timeout: 30_000 })
    await button(page, 'Open here').click({ timeout: 30_000 })
    await page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 30_000 })
    expect(troubles).toEqual([])
  })

  test('several recordings become one UI log', async () => {
    const { page } = await visit()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Choose a file…').click()])
    const files = ['one', 'two'].map(name => ({ ...recording(demonstration([name])), name: `${name}.ui.jsonl` }))
    await chooser.setFiles(files)
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor({ timeout: 30_000 })
    await expect
      .poll(async () => plain(await page.getByTestId('size').textContent()))
      .toContain('58 events in 2 recordings')
  })

  test('values are kept in clear only where the person says so', async () => {
    const { page } = await visit()
    const sample = resolve(import.meta.dirname, '../../samples/ui-action-logger.csv')
    await openFile(page, sample)
    await page.getByText('Values are masked.').waitFor({ timeout: 30_000 })
    await page.getByText('Events (9)', { exact: true }).click()
    await page.getByRole('table', { name: 'Events' }).getByRole('cell', { name: 'AA-9999' }).first().waitFor()
    await page.getByText('Overview', { exact: true }).click()
    await button(page, 'Keep values: they are mine').click()
    await page.getByText('Values are kept in clear, as you asked.').waitFor({ timeout: 30_000 })
  })

  test('every screen is accessible, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await opened({ colorScheme })
      for (const part of ['Steps (6)', 'Data flow', 'Variants (2)', 'Runs (12)']) {
        await page.getByText(part, { exact: true }).click()
        expect(await violations(page), `${colorScheme} ${part}`).toEqual([])
      }
      await button(page, 'All outputs').click()
      await page.getByText('Left to do before').first().waitFor()
      expect(await violations(page), `${colorScheme} outputs`).toEqual([])
      await button(page, 'Cancel').click()
      for (const name of ['Recordings', 'Candidates', 'Friction']) {
        await go(page, name)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        if (name !== 'Recordings') await page.getByRole('row').nth(1).click()
        expect(await violations(page), `${colorScheme} ${name}`).toEqual([])
      }
      await page.context().close()
    }
  })

  /** A recording in which routines were found opens on them; what came in is a page beside. */
  async function toRecordings(page: Page, found: string): Promise<void> {
    await page.getByRole('heading', { name: found, exact: true }).waitFor({ timeout: 100_000 })
    await page.getByRole('link', { name: 'Recordings' }).first().click()
  }

  describeShared('L1', L1, () => {
    test('is read, masked and shown: 6 114 events, three routines, its switches, its problems', async () => {
      const { page, troubles } = await visit()
      await openFile(page, sharedPath(L1))
      await toRecordings(page, '3 routines')
      await page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 60_000 })
      await expect
        .poll(async () => plain(await page.getByTestId('size').textContent()))
        .toMatch(/^6114 events in 1 recording/)
      const switches = await saved(page, 'Save “Where does work go from one application to another?” as CSV')
      expect(switches.slice(1)).toEqual([
        ['Excel', 'Chrome', '1479'],
        ['Chrome', 'Excel', '1478'],
      ])
      const csv = await saved(page, 'Save “What was odd, and what was done about it?” as CSV')
      expect(csv.find(([kind]) => kind === 'missing-user')?.[2]).toBe('1462')
      await page.getByText('Events (6 114)', { exact: true }).click()
      await button(page, 'Later').click()
      await expect.poll(async () => (await saved(page, 'Save Events as CSV'))[1]?.[0]).toBe('500')
      expect(troubles).toEqual([])
    })
  })

  describeShared('Student record', STUDENT, () => {
    test('1 539 events, and hands-on time by application', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(STUDENT))
      await toRecordings(page, '1 routine')
      await page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 60_000 })
      const times = await saved(page, 'Save “How long is worked in each application?” as CSV')
      expect(times.slice(1).map(([name, events]) => [name, events])).toEqual([
        ['Chrome', '1185'],
        ['Excel', '354'],
      ])
    })
  })

  describeShared('Reimbursement', REIMBURSEMENT, () => {
    test('its 50 runs become a routine when their task is named', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(REIMBURSEMENT))
      await toRecordings(page, '1 routine')
      await page.getByLabel('Task of all these runs').fill('Reimburse expenses', { timeout: 60_000 })
      await button(page, 'Name it').first().click()
      await page.getByRole('heading', { name: 'Reimburse expenses' }).waitFor({ timeout: 60_000 })
      await expect.poll(async () => plain(await routine(page).first().textContent())).toContain('50 runs')
      await page.getByText('Runs (50)', { exact: true }).click()
      await expect.poll(() => page.getByRole('list', { name: 'Runs' }).getByRole('listitem').count()).toBe(20)
      await button(page, 'Map').click()
      await mapReady(page)
      await expect.poll(() => sizeOf(page)).toBe('50 of 50 runs (100%)')
    })
  })
})
