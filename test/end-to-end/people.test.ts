import { expect, inject, test } from 'vitest'
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
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(troubles).toEqual([])
  })
})
