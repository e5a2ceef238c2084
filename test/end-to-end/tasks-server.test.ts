import { strFromU8, unzipSync } from 'fflate'
import type { FileChooser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { violations } from './accessibility.ts'
import { describeBrowser, downloadedBytes, mapReady, plain, sizeOf } from './browser.ts'
import { demonstration, lines, unreleased } from './demonstration.ts'
import { ownServer } from './own-server.ts'
import { button, go, recording, routine } from './tasks-pages.ts'

interface Listed {
  readonly id: string
  readonly name: string
}
const server = ownServer()
const api = (path: string) => new URL(`api/${path}`, server.url).href
const changes = { headers: { 'x-parfocal': '1' } }
const uiLogs = async (page: Page) => (await (await page.request.get(api('ui-logs'))).json()) as Listed[]
const removeAll = async (page: Page) => {
  for (const { id } of await uiLogs(page)) await page.request.delete(api(`ui-logs/${id}`), changes)
}
/** Chooses files on the start page, to be kept on the server. */
async function send(page: Page, files: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
  await page.getByText('Keep on the server', { exact: true }).click()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Choose a file…').click()])
  await chooser.setFiles(files)
}
const logMenu = (page: Page) => page.locator('header').first().getByRole('button').first()

describeBrowser('recordings on our own server', open => {
  const visit = async (options = {}) => {
    const seen = await open(server.url, options)
    await removeAll(seen.page)
    await seen.page.reload()
    return seen
  }
  const stored = async (options = {}, buffer = demonstration()) => {
    const seen = await visit(options)
    await send(seen.page, recording(buffer))
    await seen.page.getByRole('heading', { name: '2 routines', exact: true }).waitFor({ timeout: 60_000 })
    return seen
  }

  test('stand beside event logs, and their address shows the same to others and after a reload', async () => {
    const { page, troubles, errors, strangers } = await stored()
    const address = page.url()
    expect(address).toMatch(/log=ui-[0-9a-f-]{36}/)
    await expect
      .poll(async () => plain(await page.getByTestId('size').textContent()))
      .toBe('71 events in 3 recordings, 2 routines (100% of events), fewer than 5 people')
    await page.reload()
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor({ timeout: 30_000 })
    const other = await open(address)
    await other.page.getByRole('heading', { name: 'Enter order', exact: true }).waitFor({ timeout: 30_000 })
    await other.page.getByRole('link', { name: 'Parfocal: open a log' }).click()
    const list = other.page.getByRole('list', { name: 'On the server' })
    await list.getByRole('link', { name: /^order-to-cash/ }).waitFor()
    await list.getByRole('link', { name: /^demo/ }).click()
    await other.page.getByRole('heading', { name: 'What came in' }).waitFor()
    await expect.poll(() => other.page.getByText('Values are masked.').count()).toBe(1)
    expect([troubles, errors, strangers, other.troubles, other.errors]).toEqual([[], [], [], [], []])
  })

  test('that were sent and not imported are listed, to be imported or removed', async () => {
    const { page, troubles } = await visit()
    for (const name of ['left.ui.jsonl', 'other.ui.jsonl'])
      await page.request.post(api(`uploads?name=${name}`), { ...changes, data: demonstration() })
    await page.reload()
    const list = page.getByRole('list', { name: 'Sent, but not imported' })
    await list.getByRole('button', { name: 'Remove other.ui.jsonl' }).click()
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
    await list.getByRole('button', { name: 'Import the recording' }).click()
    await page.getByRole('heading', { name: 'What came in' }).waitFor({ timeout: 60_000 })
    expect(troubles).toEqual([])
  })

  test('are edited for all who use them: renamed, split, merged, trimmed, rejected, and taken back', async () => {
    const { page, troubles, errors } = await stored()
    await button(page, 'Edit').click()
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Order entry')
    await button(page, 'Rename').click()
    await page.getByRole('heading', { name: 'Order entry', exact: true }).waitFor()
    await page.getByText('Variants (2)', { exact: true }).click()
    await page.getByLabel('Choose variant 2').check()
    await button(page, 'Split off 1…').click()
    await page.getByRole('dialog').getByLabel('Name').fill('Rush order')
    await button(page, 'Split off').click()
    await page.getByRole('heading', { name: '3 routines', exact: true }).waitFor()
    await button(page, 'Edit').click()
    await page.getByRole('menuitem', { name: 'Trim its ends…' }).click()
    await page.getByRole('combobox', { name: 'Runs begin with' }).click()
    await page.getByRole('option', { name: '3. copy column C from Orders' }).click()
    await button(page, 'Trim').click()
    await expect.poll(async () => plain(await routine(page).first().textContent())).toContain('9 runs · 3 steps')

    const other = await open(page.url())
    await other.page.getByRole('heading', { name: '3 routines', exact: true }).waitFor({ timeout: 30_000 })
    await expect
      .poll(async () => (await routine(other.page).allTextContents()).map(text => plain(text).match(/^.*? run/)?.[0]))
      .toEqual(['Order entry9 run', 'Rush order3 run', 'Answer mail2 run'])
    await other.page.getByLabel('Tick Order entry to merge it').check()
    await other.page.getByLabel('Tick Rush order to merge it').check()
    await button(other.page, 'Merge ticked').click()
    await other.page.getByRole('dialog').getByLabel('Name').fill('Orders')
    await button(other.page, 'Merge').click()
    await other.page.getByRole('heading', { name: '2 routines', exact: true }).waitFor()

    // The first browser saw nothing of the merge: its own edit comes on top and loses nothing.
    await routine(page).nth(2).click()
    await button(page, 'Edit').click()
    await page.getByRole('menuitem', { name: 'Reject…' }).click()
    await button(page, 'Reject').click()
    await page.getByRole('heading', { name: '1 routine', exact: true }).waitFor()
    await button(page, 'Edits (5)').click()
    const edits = page.getByRole('region', { name: 'Routines: Edits' })
    await expect
      .poll(async () => (await edits.getByRole('listitem').allTextContents()).map(plain))
      .toEqual([
        '“Enter order” renamed to “Order entry”',
        '“Order entry”: 1 variant split off as “Rush order”',
        '“Order entry” trimmed',
        '“Order entry” and “Rush order” merged into “Orders”',
        '“Answer mail” rejected: It is not a task of its own',
      ])
    await expect.poll(() => edits.getByText('kept on the server').count()).toBe(1)
    await button(page, 'Take back: “Answer mail” rejected: It is not a task of its own').click()
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor()
    expect([troubles, errors, other.troubles, other.errors]).toEqual([[], [], [], []])
  })

  test('who may only read sees why nothing can be edited or saved, and can try out figures', async () => {
    const { page, errors } = await stored()
    await page.route('**/api/me', route => route.fulfill({ json: { name: 'Rita', role: 'reader' } }))
    await page.reload()
    await page.getByText(/^Your token may read and ask, not change/).waitFor({ timeout: 30_000 })
    await expect.poll(() => button(page, 'Edit').isDisabled()).toBe(true)
    await expect.poll(() => button(page, 'Merge ticked').getAttribute('title')).toMatch(/^Your token may read and ask/)
    await page.getByText('Variants (2)', { exact: true }).click()
    await expect.poll(() => page.getByLabel('Choose variant 2').isDisabled()).toBe(true)
    await logMenu(page).click()
    await expect.poll(() => page.getByRole('menuitem', { name: 'Delete this log…' }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await go(page, 'Candidates')
    await page.getByRole('row', { name: /Enter order/ }).click()
    await page.getByLabel('Runs a month').fill('126')
    await page.getByLabel('Runs a month').press('Enter')
    await expect.poll(() => page.getByText('set by hand').count()).toBe(1)
    await expect.poll(() => button(page, 'Keep').isDisabled()).toBe(true)
    await button(page, 'Take back Runs a month').click()
    await go(page, 'Map')
    await mapReady(page)
    await button(page, 'Views').click()
    await page.getByText(/Views of it are saved by others/).waitFor()
    await expect.poll(() => page.getByLabel('Name of the view').isDisabled()).toBe(true)
    expect(errors).toEqual([])
  })

  test('are drawn as map and variants, under the same filters', async () => {
    const { page, errors } = await stored()
    await button(page, 'Map').click()
    await mapReady(page)
    await expect.poll(() => sizeOf(page)).toBe('12 of 14 runs (86%)')
    await go(page, 'Variants')
    await page.getByRole('heading', { name: '2 ways through the routines' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '2 ways through the routines' }).waitFor({ timeout: 30_000 })
    expect(errors).toEqual([])
  })

  test('give every output, the document as DOCX too', async () => {
    const { page, errors } = await stored()
    await button(page, 'All outputs').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('in one zip.').waitFor({ timeout: 60_000 })
    const files = unzipSync(await downloadedBytes(page, () => button(page, 'Download').click()))
    const names = Object.keys(files)
    const kinds = (await (
      await page.request.get(api(`ui-logs/${(await uiLogs(page))[0]!.id}/outputs`))
    ).json()) as Listed[]
    expect([...new Set(names.map(name => name.split('/')[0]!))].sort()).toEqual(
      ['TO-DO.md', ...kinds.map(({ id }) => id)].sort(),
    )
    const docx = names.find(name => name.endsWith('.docx'))!
    expect(strFromU8(unzipSync(files[docx]!)['word/document.xml']!)).toContain('Enter order')
    expect(errors).toEqual([])
  })

  test('figures that were tried out are kept with them', async () => {
    const { page, errors } = await stored()
    await go(page, 'Candidates')
    await page.getByRole('row', { name: /Enter order/ }).click()
    await page.getByLabel('Runs a month').fill('126')
    await page.getByLabel('Runs a month').press('Enter')
    await expect.poll(() => page.getByText('set by hand').count()).toBe(1)
    await button(page, 'Keep').click()
    await expect.poll(() => button(page, 'Keep').isDisabled()).toBe(true)
    const other = await open(page.url())
    await expect.poll(() => other.page.getByText('set by hand').count(), { timeout: 30_000 }).toBe(1)
    await button(other.page, 'Take back Runs a month').click()
    await expect.poll(() => other.page.getByText('set by hand').count()).toBe(0)
    await go(other.page, 'Friction')
    await other.page.getByRole('row', { name: /Switching between applications.*Customer/ }).waitFor()
    expect([errors, other.errors]).toEqual([[], []])
  })

  test('get another name, and are deleted without a trace', async () => {
    const { page, errors } = await stored()
    await logMenu(page).click()
    await expect.poll(() => page.getByRole('menuitem', { name: 'Add the events of a file…' }).count()).toBe(0)
    await page.getByRole('menuitem', { name: 'Rename this log…' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Orders of March')
    await button(page, 'Rename').click()
    await expect.poll(async () => plain(await logMenu(page).textContent())).toBe('Orders of March')
    await expect.poll(async () => (await uiLogs(page)).map(({ name }) => name)).toEqual(['Orders of March'])
    await logMenu(page).click()
    await page.getByRole('menuitem', { name: 'Delete this log…' }).click()
    await page.getByText('its edits, its views and everything that was found in it').waitFor()
    await button(page, 'Delete for good').click()
    await page.getByText('“Orders of March” is deleted.').waitFor()
    await page.getByRole('heading', { name: 'See how the work really runs' }).waitFor()
    await expect.poll(() => uiLogs(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('several become one, and one that was opened in the browser is kept with its edits', async () => {
    const { page, errors } = await visit()
    await send(
      page,
      ['one', 'two'].map(name => recording(demonstration([name]), `${name}.ui.jsonl`)),
    )
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor({ timeout: 60_000 })
    await expect
      .poll(async () => plain(await page.getByTestId('size').textContent()))
      .toContain('58 events in 2 recordings')
    await expect.poll(async () => (await uiLogs(page)).map(({ name }) => name)).toEqual(['one.ui.jsonl and 1 more'])
    await page.getByRole('link', { name: 'Parfocal: open a log' }).click()
    await page.getByText('Only in this browser', { exact: true }).click()
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Choose a file…').click()])
    await chooser.setFiles(recording())
    await page.getByRole('heading', { name: 'Enter order', exact: true }).waitFor({ timeout: 30_000 })
    expect(page.url()).toContain('log=here-ui-')
    await button(page, 'Edit').click()
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Order entry')
    await button(page, 'Rename').click()
    await page.getByRole('heading', { name: 'Order entry', exact: true }).waitFor()
    await logMenu(page).click()
    await page.getByRole('menuitem', { name: 'Keep this log on the server…' }).click()
    await page.getByText('demo.ui.jsonl is kept on the server.').waitFor({ timeout: 60_000 })
    expect(page.url()).toMatch(/log=ui-/)
    await go(page, 'Routines')
    await page.getByRole('heading', { name: 'Order entry', exact: true }).waitFor({ timeout: 30_000 })
    expect(errors).toEqual([])
  })

  test('what was not recorded on purpose by many shows no single run, and says why', async () => {
    const { page, errors } = await visit()
    await send(page, recording(unreleased()))
    await page.getByRole('heading', { name: '1 routine', exact: true }).waitFor({ timeout: 60_000 })
    await page.getByText('Runs (18)', { exact: true }).click()
    await page.getByText('Single runs are not shown: fewer than 5 people did this').waitFor()
    await expect.poll(() => page.getByLabel('Show single people').count()).toBe(0)
    await expect.poll(() => page.locator('main').getByRole('button', { name: 'Map' }).isDisabled()).toBe(true)
    await go(page, 'Recordings')
    await page.getByText('Events (72)', { exact: true }).click()
    await page.getByText('Single events are not shown: fewer than 5 people did such work').waitFor()
    expect(errors).toEqual([])
  })
})

describeBrowser('what goes wrong with recordings on our own server', open => {
  const visit = async () => {
    const seen = await open(server.url)
    await removeAll(seen.page)
    await seen.page.reload()
    return seen
  }
  const told = (page: Page, text: string | RegExp) =>
    page.getByRole('status').getByText(text).waitFor({ timeout: 30_000 })

  test('an upload that is cancelled leaves nothing', async () => {
    const { page, troubles } = await visit()
    await page.route('**/api/uploads?*', () => {})
    await send(page, recording())
    await page.getByText('Sending demo.ui.jsonl').waitFor()
    await button(page, 'Cancel').click()
    await page.getByText('Sending demo.ui.jsonl').waitFor({ state: 'detached' })
    await expect.poll(() => uiLogs(page)).toEqual([])
    await page.getByRole('heading', { name: 'See how the work really runs' }).waitFor()
    expect(troubles).toEqual([])
  })

  test('a file that is larger than the server takes is told of before it is sent, or after', async () => {
    const { page } = await visit()
    await page.route('**/api/health', route =>
      route.fulfill({ json: { status: 'ok', version: '1', uploadBytes: 1000 } }),
    )
    await send(page, recording())
    await told(page, /^The file has .* kB; this server takes 1 kB at most\./)
    await page.unroute('**/api/health')
    await page.route('**/api/uploads?*', route => route.fulfill({ status: 413, body: 'too large' }))
    await send(page, recording())
    await told(page, 'The file is larger than the server takes.')
    await expect.poll(() => uiLogs(page)).toEqual([])
  })

  test('a connection that is lost is told of, while sending and while asking', async () => {
    const { page } = await visit()
    await page.route('**/api/uploads?*', route => route.abort('connectionreset'))
    await send(page, recording())
    await told(page, /^The connection to the server was lost after /)
    await page.unroute('**/api/uploads?*')
    await send(page, recording())
    await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor({ timeout: 60_000 })
    await page.route('**/api/ui-logs/**', route => route.abort('connectionrefused'))
    await go(page, 'Friction')
    const alert = page.getByRole('alert')
    await alert.getByText('The server did not answer').waitFor()
    await page.unroute('**/api/ui-logs/**')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('table', { name: 'Friction' }).waitFor()
  })

  test('a recording that was made in clear is refused, and nothing of it stays', async () => {
    const { page } = await visit()
    await send(page, recording(lines('ann | Chrome | enter textbox Name = "Ann Lee"', { clear: true })))
    await told(page, 'This UI log was made with values in clear.')
    await expect.poll(() => uiLogs(page)).toEqual([])
  })

  test('an address of a UI log that is gone says so', async () => {
    const { page, troubles } = await visit()
    await page.goto(`${server.url}#/routines?log=ui-00000000-0000-4000-8000-000000000000`)
    const asked: string[] = []
    page.on('request', request => request.url().endsWith('/api/ask/describe') && asked.push(request.url()))
    await page.getByRole('alert').getByText('There is no log').waitFor()
    await page.waitForTimeout(500)
    expect(asked.length, 'it is not asked for again and again').toBeLessThan(4)
    expect(troubles).toEqual([])
  })
})

describeBrowser('every screen of recordings on our own server', open => {
  test('is accessible, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(server.url, { colorScheme })
      await removeAll(page)
      await page.reload()
      expect(await violations(page), `${colorScheme} start`).toEqual([])
      await send(page, recording())
      await page.getByRole('heading', { name: '2 routines', exact: true }).waitFor({ timeout: 60_000 })
      await button(page, 'Edits').click()
      expect(await violations(page), `${colorScheme} edits`).toEqual([])
      await button(page, 'All outputs').click()
      await page.getByText('in one zip.').waitFor({ timeout: 60_000 })
      expect(await violations(page), `${colorScheme} outputs`).toEqual([])
      await button(page, 'Cancel').click()
      for (const name of ['Recordings', 'Candidates', 'Friction']) {
        await go(page, name)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        expect(await violations(page), `${colorScheme} ${name}`).toEqual([])
      }
      await removeAll(page)
      await page.context().close()
    }
  })
})
