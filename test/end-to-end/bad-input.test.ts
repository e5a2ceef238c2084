import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { describeBrowser, downloaded, mapReady, openFile, rowsOf } from './browser.ts'

const HEAD = 'case,activity,timestamp\n'
const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content as string),
})

async function openHere(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open here' }).click({ timeout: 30_000 })
  await mapReady(page)
}

describeBrowser('bad input in the page', open => {
  const visit = () => open(inject('staticUrl'))

  test.each([
    ['empty.csv', '', 'The file is empty (0 bytes)'],
    ['one.csv', 'name\nann\nbob\n', 'The table has only one column'],
    [
      'cut.csv.gz',
      gzipSync(`${HEAD}1,a,2024-01-01T00:00:00Z\n`.repeat(500)).subarray(0, 60),
      'The gzip data is cut off',
    ],
  ])('%s is told in words, and the page goes on', async (name, content, message) => {
    const { page, troubles } = await visit()
    await openFile(page, file(name, content))
    const alert = page.getByRole('alert').first()
    await alert.waitFor({ timeout: 30_000 })
    await expect.poll(() => alert.textContent()).toContain(message)
    expect(troubles).toEqual([])
  })

  test('HTML is shown and not run, and formulas leave as text', async () => {
    const odd = ['<img src=x onerror="alert(1)">', '<script>alert(2)</script>', "=cmd|' /C calc'!A0", '😀 \u202eשלום']
    const rows = odd.map((name, i) => `=1+1,"${name.replaceAll('"', '""')}",2024-01-01T0${i}:00:00Z\n`)
    const { page, troubles } = await visit()
    await openFile(page, file('<b>odd</b>.csv', HEAD + rows.join('')))
    await openHere(page)
    for (const name of ['Statistics', 'Cases', 'Variants'])
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
    const save = page.getByRole('button', { name: 'Save Variants as CSV' }).first()
    const [, variant] = rowsOf(await downloaded(page, () => save.click()))
    expect(variant![1]).toBe(odd.join(' → '))
    await page.getByRole('navigation').getByRole('link', { name: 'Cases', exact: true }).click()
    const saveCases = page.getByRole('button', { name: 'Save Cases as CSV' }).first()
    const [, row] = rowsOf(await downloaded(page, () => saveCases.click()))
    expect(row![0]).toBe("'=1+1")
    await expect.poll(() => page.locator('img[src=x]').count()).toBe(0)
    expect(troubles).toEqual([])
  })

  test('what reading met is told beside the name of the log, with its places, and leads to the data quality', async () => {
    const { page, troubles } = await visit()
    const text = `${HEAD}1,a,2024-01-01T00:00:00Z\n1,b,2024-01-02T00:00:00Z,extra\n1,,2024-01-03T00:00:00Z\n`
    await openFile(page, file('odd.csv', text))
    await openHere(page)
    await page.getByRole('button', { name: '2 remarks' }).click()
    const told = page.getByRole('dialog')
    await told.getByText('the cells beyond were left out', { exact: false }).waitFor()
    await expect.poll(() => told.textContent()).toMatch(/row 3.*row 4/)
    await told.getByRole('button', { name: 'What may mislead a reader?' }).click()
    await page.getByRole('table', { name: 'What reading the log reported' }).waitFor()
    expect(troubles).toEqual([])
  })

  test.each([
    ['no times', `${HEAD}1,a,\n1,b,\n`],
    ['equal times', `${HEAD}1,a,2024-01-01T00:00:00Z\n1,b,2024-01-01T00:00:00Z\n`],
    ['times of 1948 and 2999', `${HEAD}1,a,1948-01-01T00:00:00Z\n1,b,2999-01-01T00:00:00Z\n`],
  ])('a log with %s shows no broken number on any page', async (_, content) => {
    const { page, troubles } = await visit()
    await openFile(page, file('log.csv', content))
    await openHere(page)
    for (const name of ['Variants', 'Statistics', 'Cases', 'Findings', 'Compare']) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
      await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
      expect(await page.locator('main').textContent(), name).not.toMatch(/NaN|undefined|Infinity|Invalid Date/)
    }
    expect(troubles).toEqual([])
  })
})
