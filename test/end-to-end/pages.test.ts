import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { describeShared, sharedPath } from '../shared.ts'
import { violations } from './accessibility.ts'
import {
  describeBrowser,
  downloaded,
  expectSize,
  mapReady,
  openFile,
  plain,
  rowsOf,
  SAMPLE,
  sizeOf,
} from './browser.ts'
import { ownServer } from './own-server.ts'

const SEPSIS = 'data/logs/augusto-SEPSIS/SEPSIS.xes.gz'
const RTFMP = 'data/logs/augusto-RTFMP/RTFMP.xes.gz'
interface Oracle {
  readonly variants: readonly (readonly [readonly string[], number])[]
  readonly activity_counts: { readonly [activity: string]: number }
  readonly rework_cases: { readonly [activity: string]: number }
  readonly case_durations: { readonly per_case: { readonly [id: string]: number }; readonly median: number }
}
const oracle = (name: string) => JSON.parse(readFileSync(sharedPath('oracle', name), 'utf8')) as Oracle

const go = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
}
const saved = async (page: Page, name: string): Promise<string[][]> =>
  rowsOf(await downloaded(page, () => page.getByRole('button', { name }).first().click()))

async function openSample(page: Page): Promise<void> {
  await openFile(page, SAMPLE)
  await page.getByRole('button', { name: 'Open here' }).click({ timeout: 30_000 })
  await mapReady(page)
}

describeBrowser('the pages of a dropped file, on a static web server', open => {
  const visit = (options = {}) => open(inject('staticUrl'), options)

  describeShared('Sepsis', [SEPSIS, 'oracle/sepsis.json'], () => {
    test('variants, activities, rework and case durations are those of the reference implementation', async () => {
      const truth = oracle('sepsis.json')
      const { page, troubles, strangers } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)

      await go(page, 'Variants')
      await page.getByRole('heading', { name: '846 ways through the process' }).waitFor()
      const [, ...variants] = await saved(page, 'Save Variants as CSV')
      expect(variants).toHaveLength(846)
      const ours = new Map(variants.map(row => [row[1]!, Number(row[2])]))
      expect(Object.fromEntries(ours)).toEqual(
        Object.fromEntries(truth.variants.map(([activities, cases]) => [activities.join(' → '), cases])),
      )

      await go(page, 'Statistics')
      await page.getByText('846', { exact: true }).waitFor()
      await page.getByText('Activities', { exact: true }).click()
      await page.getByRole('table', { name: 'Activities' }).waitFor()
      const [, ...activities] = await saved(page, 'Save Activities as CSV')
      expect(Object.fromEntries(activities.map(row => [row[0], Number(row[1])]))).toEqual(truth.activity_counts)
      const [, ...rework] = await saved(page, 'Save Rework as CSV')
      expect(Object.fromEntries(rework.map(row => [row[0], Number(row[5])]))).toEqual(truth.rework_cases)

      await go(page, 'Cases')
      await page.getByRole('heading', { name: '1 050 cases' }).waitFor()
      const [, ...cases] = await saved(page, 'Save Cases as CSV')
      expect(cases).toHaveLength(1050)
      let last = Number.POSITIVE_INFINITY
      for (const row of cases) {
        const seconds = Number(row[4]) / 1000
        // the reference reads the local clock and miscounts spans over a change of the clock by an hour
        const apart = Math.abs(seconds - truth.case_durations.per_case[row[0]!]!)
        expect(Math.min(apart, Math.abs(apart - 3600))).toBeLessThan(0.001)
        expect(seconds).toBeLessThanOrEqual(last)
        last = seconds
      }
      expect(troubles).toEqual([])
      expect(strangers).toEqual([])
    })
  })

  describeShared('road traffic fines', [RTFMP, 'oracle/rtfmp.json'], () => {
    test('231 variants; keeping the most common ones leaves the cases that their numbers say', async () => {
      const truth = oracle('rtfmp.json')
      const { page } = await visit()
      await openFile(page, sharedPath(RTFMP))
      await mapReady(page)
      await go(page, 'Variants')
      await page.getByRole('heading', { name: '231 ways through the process' }).waitFor()
      const [, ...variants] = await saved(page, 'Save Variants as CSV')
      expect(variants.map(row => Number(row[2]))).toEqual(
        truth.variants.map(([, cases]) => cases).sort((a, b) => b - a),
      )
      const total = 150370
      let covered = 0
      for (const row of variants) {
        if (covered >= 0.8 * total) break
        covered += Number(row[2])
      }
      await page.getByRole('button', { name: 'Keep these' }).click()
      await expect.poll(() => sizeOf(page), { timeout: 20_000 }).toContain(`${covered} of ${total} cases`)
    })
  })

  test('the import page proposes what the sample means, and what is changed there counts', async () => {
    const { page, troubles } = await visit()
    await openFile(page, SAMPLE)
    await page.getByRole('heading', { name: /rows, 14 columns/ }).waitFor({ timeout: 30_000 })
    await expect.poll(() => page.getByText('is a usual name for the case', { exact: false }).count()).toBe(1)
    await page.getByLabel('Resource (who or what did it)').first().waitFor()
    const mapping = JSON.parse(
      await downloaded(page, () => page.getByRole('button', { name: 'Save the mapping' }).click()),
    )
    expect(mapping).toMatchObject({
      version: 1,
      caseId: { columns: ['order'] },
      activity: { columns: ['activity'] },
      resource: 'resource',
    })
    const resource = mapping.columns.find((column: { column: string }) => column.column === 'resource')
    expect(resource.action).toBe('pseudonymise')
    await page.getByLabel('Action for region').first().click()
    await page.getByRole('option', { name: 'drop' }).click()
    await page.getByRole('button', { name: 'Open here' }).click()
    await mapReady(page)
    await expectSize(page, '1000 of 1000 cases (100%)')
    await go(page, 'Cases')
    await page.getByRole('columnheader', { name: 'segment' }).waitFor()
    await expect.poll(() => page.getByRole('columnheader', { name: 'region' }).count()).toBe(0)
    expect(troubles).toEqual([])
  })

  test('a case shows its course, and a variant its figures, and both lead to a filter', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Cases')
    await page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).click()
    const course = page.getByRole('list', { name: 'Course of the case' })
    await course.waitFor()
    const id = plain(
      await page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).getByRole('cell').first().textContent(),
    )
    const events = Number(
      plain(
        await page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).getByRole('cell').nth(1).textContent(),
      ),
    )
    await expect.poll(() => course.getByRole('listitem').count()).toBe(events)
    await page.reload()
    await page.getByRole('heading', { name: id }).waitFor()
    await page.getByRole('button', { name: 'Without this case' }).click()
    await expect.poll(() => sizeOf(page)).toContain('999 of 1000 cases')
    await go(page, 'Variants')
    await page.getByRole('table', { name: 'Variants' }).getByRole('row').nth(1).click()
    const cases = plain(
      await page
        .getByRole('table', { name: 'Variants' })
        .getByRole('row')
        .nth(1)
        .getByRole('cell')
        .nth(2)
        .textContent(),
    )
    await page.getByRole('button', { name: 'With', exact: true }).click()
    await expect.poll(() => sizeOf(page)).toContain(`${cases} of 1000 cases`)
  })

  test('every activity has a colour and letters of its own, told by a legend, the same on every page and under a filter', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Variants')
    const legend = page.getByRole('list', { name: 'Colours of the activities' })
    await legend.getByText('Cancel order', { exact: true }).waitFor()
    const looksOf = () =>
      legend.getByRole('listitem').evaluateAll(items =>
        items.map(item => {
          const cell = item.firstElementChild as HTMLElement
          return [item.lastElementChild!.textContent, cell.textContent, getComputedStyle(cell).background] as const
        }),
      )
    const looks = await looksOf()
    expect(looks).toHaveLength(16)
    for (const part of [1, 2]) expect(new Set(looks.map(look => look[part])).size).toBe(16)
    const cell = page.locator('[title="1. Create order"]').first()
    const look = looks.find(([name]) => name === 'Create order')!
    await expect.poll(() => cell.textContent()).toBe(look[1])
    await expect.poll(() => cell.evaluate(element => getComputedStyle(element).background)).toBe(look[2])
    await page.getByRole('table', { name: 'Variants' }).getByRole('row').nth(3).click()
    await page.getByRole('button', { name: 'With', exact: true }).click()
    await expectSize(page, '47 of 1000 cases (4.7%)')
    await expect.poll(async () => (await looksOf()).length).toBe(8)
    await expect
      .poll(async () => (await looksOf()).filter(one => !looks.some(known => String(known) === String(one))))
      .toEqual([])
    await go(page, 'Cases')
    await page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).click()
    const swatch = page.getByRole('list', { name: 'Course of the case' }).getByRole('listitem').first().locator('span')
    await expect.poll(() => swatch.first().evaluate(element => getComputedStyle(element).background)).toBe(look[2])
  })

  test('cases are saved whole, beyond those that are loaded, and one of them with its course', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Cases')
    await page.getByText('200 of 1 000 cases loaded', { exact: false }).waitFor()
    const [header = [], ...cases] = await saved(page, 'Save Cases as CSV')
    expect(new Set(cases.map(row => row[0])).size).toBe(1000)
    for (const key of ['amount_EUR', 'region', 'segment']) expect(header).toContain(key)
    expect(cases[0]![header.indexOf('promised_date')]).toMatch(/^20\d\d-\d\d-\d\dT/)
    await page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1).click()
    await page.getByRole('list', { name: 'Course of the case' }).waitFor()
    const [, ...course] = await saved(page, 'Save as CSV')
    expect(course).toHaveLength(Number(cases[0]![1]))
  })

  test('a working calendar counts in the course of a case as it does in the table', async () => {
    const { page } = await visit()
    await openSample(page)
    await page.getByRole('button', { name: /Working calendar/ }).click()
    await page.getByRole('button', { name: 'Count working hours' }).click()
    await go(page, 'Cases')
    const row = page.getByRole('table', { name: 'Cases' }).getByRole('row').nth(1)
    await row.click()
    const panel = page.getByRole('region', { name: /^Case: / })
    const told = plain(await row.getByRole('cell').nth(4).textContent())
    expect(told).toMatch(/^\d+ d/)
    await panel.getByText('Durations count working time only', { exact: false }).waitFor()
    await expect.poll(async () => plain(await panel.getByRole('definition').first().textContent())).toBe(told)
    const [, ...steps] = await saved(page, 'Save as CSV')
    const worked = steps.reduce((sum, step) => sum + Number(step[3]) + Number(step[4]), 0)
    const [, ...cases] = await saved(page, 'Save Cases as CSV')
    expect(worked).toBe(Number(cases[0]![4]))
  })

  test('a due date of which nobody can tell the day from the month is asked about', async () => {
    const { page } = await visit()
    const rows = [1, 2, 3].map(n => `${n},a,2024-01-0${n}T10:00:00Z,0${n}/06/2024\n`)
    const buffer = Buffer.from(`case,activity,timestamp,due\n${rows.join('')}${rows.join('').replaceAll('a', 'b')}`)
    await openFile(page, { name: 'due.csv', mimeType: 'text/csv', buffer })
    const question = page.getByLabel('Day or month first in due?').first()
    await question.waitFor({ timeout: 30_000 })
    await expect.poll(() => question.inputValue()).toContain('2024-06-01')
    await question.click()
    await page.getByRole('option', { name: '2024-01-06' }).click()
    await page.getByRole('button', { name: 'Open here' }).click()
    await mapReady(page)
    await go(page, 'Cases')
    await page.getByRole('cell', { name: '2024-03-06 00:00' }).waitFor()
  })

  test('money and the performance spectrum are saved as they are shown', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Statistics')
    await page.getByText('3 627 592.66 EUR').waitFor()
    const [, ...amounts] = await saved(page, 'Save “What does it come to, and is it on time?” as CSV')
    const amount = amounts.find(row => row[0] === 'amount_EUR')!
    expect(Number(amount[3])).toBeCloseTo(3627592.66, 4)
    expect(amounts.find(row => row[0] === 'promised_date')!.slice(-2)).toEqual(['793', '1000'])
    await page.getByText('Performance spectrum', { exact: true }).click()
    await page.getByRole('img', { name: /^Performance spectrum from/ }).waitFor()
    // it opens where the most time goes, not where the most cases do
    await page.getByRole('heading', { name: /from “Check credit” to “Review credit”/ }).waitFor()
    const [header, ...pairs] = await saved(page, 'Save “Performance spectrum” as CSV')
    expect(header).toEqual(['case', 'Check credit', 'Review credit'])
    expect(pairs).toHaveLength(335)
  })

  test('a stretch dragged over the performance spectrum keeps the cases that passed in it', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Statistics')
    await page.getByText('Performance spectrum', { exact: true }).click()
    const chart = page.getByRole('img', { name: /^Performance spectrum from/ })
    const box = (await chart.boundingBox())!
    await page.waitForTimeout(500)
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 8 })
    await page.mouse.up()
    await expect.poll(() => sizeOf(page), { timeout: 10_000 }).not.toContain('1000 of 1000')
    const chips = page.getByRole('region', { name: /^Filters/ }).getByRole('listitem')
    await expect.poll(async () => plain(await chips.first().textContent())).toMatch(/Check credit.*Review credit/)
    await expect.poll(() => chips.count()).toBe(2)
    await page.getByRole('heading', { name: /from “Check credit” to “Review credit”/ }).waitFor()
  })

  test('a bar that is clicked keeps as many cases as it counts, and the last one its largest value', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Statistics')
    const title = 'How many events do cases have?'
    const chart = page.getByRole('img', { name: title })
    await chart.scrollIntoViewIfNeeded()
    await page.waitForTimeout(500)
    const [, ...bars] = (await saved(page, `Save “${title}” as CSV`)).map(row => row.map(Number))
    const tallest = bars.reduce((most, bar) => (bar[2]! > most[2]! ? bar : most))
    const click = async (x: number) => {
      const box = (await chart.boundingBox())!
      await chart.click({ position: { x: box.width * x, y: box.height * 0.5 } })
    }
    await click(0.385)
    await expectSize(page, `${tallest[2]} of 1000 cases (52%)`)
    await expect
      .poll(async () => plain(await page.getByRole('region', { name: /^Filters/ }).textContent()))
      .toContain('from 8 to under 9')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectSize(page, '1000 of 1000 cases (100%)')
    const box = (await chart.boundingBox())!
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.5)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.98, box.y + box.height * 0.5, { steps: 8 })
    await page.mouse.up()
    await page.getByText('at least', { exact: false }).first().waitFor()
    await expect.poll(() => sizeOf(page), { timeout: 10_000 }).not.toContain('1000 of 1000')
    const kept = Number((await sizeOf(page)).split(' ')[0])
    const from = Number(
      plain(await page.getByRole('region', { name: /^Filters/ }).textContent()).match(/at least (\d+)/)![1],
    )
    expect(kept).toBe(bars.filter(bar => bar[1]! > from).reduce((sum, bar) => sum + bar[2]!, 0))
  })

  test('a table whose rows are filters is walked by arrow keys and acts on Enter alone', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Statistics')
    await page.getByRole('img', { name: 'How long do cases take?' }).waitFor()
    await page.getByText('Activities', { exact: true }).click()
    const table = page.getByRole('table', { name: 'Activities' })
    const name = plain(await table.getByRole('row').nth(3).getByRole('cell').first().textContent())
    const cases = plain(await table.getByRole('row').nth(3).getByRole('cell').nth(2).textContent())
    await table.focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
    await expectSize(page, '1000 of 1000 cases (100%)')
    await page.keyboard.press('Enter')
    await expect.poll(() => sizeOf(page)).toContain(`${cases} of 1000 cases`)
    await page.getByText(`Cases with “${name}”`).waitFor()
  })

  test('a stretch dragged over a chart becomes a filter', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Statistics')
    const chart = page.getByRole('img', { name: 'How many events do cases have?' })
    await chart.scrollIntoViewIfNeeded()
    const box = (await chart.boundingBox())!
    await page.waitForTimeout(500)
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.5, { steps: 8 })
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.5, { steps: 8 })
    await page.mouse.up()
    await expect.poll(() => sizeOf(page), { timeout: 10_000 }).not.toContain('1000 of 1000')
    expect(page.url()).toContain('f=')
  })

  test('findings show the cases behind them, with as many cases as they say', async () => {
    const { page, troubles } = await visit()
    await openSample(page)
    await go(page, 'Findings')
    await page.getByRole('button', { name: /^Rework/ }).click()
    const first = page.getByRole('article').first()
    await first.waitFor()
    const said = Number(plain(await first.textContent()).match(/cases with rework (\d+)/)![1])
    await first.getByRole('button', { name: 'Show the cases' }).click()
    await expect.poll(() => sizeOf(page)).toContain(`${said} of 1000 cases`)
    expect(troubles).toEqual([])
  })

  test('before and after the planted change differ in what was planted', async () => {
    const { page } = await visit()
    await openSample(page)
    await go(page, 'Compare')
    await page.getByLabel('Cases that started before, and from this day on (UTC)').fill('2025-01-01')
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    const figures = page.getByRole('table').filter({ hasText: 'throughput time, median' })
    await figures.waitFor()
    const cases = figures.getByRole('row', { name: /^cases / })
    await expect.poll(async () => plain(await cases.textContent())).toMatch(/^cases\d+/)
    const numbers = await cases.getByRole('cell').allTextContents()
    expect(Number(plain(numbers[0]!).replace(/ /g, '')) + Number(plain(numbers[1]!).replace(/ /g, ''))).toBe(1000)
    await page.getByRole('article').first().waitFor({ timeout: 20_000 })
  })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing on any page (${colorScheme})`, async () => {
      const { page } = await visit({ colorScheme })
      await openFile(page, SAMPLE)
      await page.getByRole('button', { name: 'Open here' }).waitFor({ timeout: 30_000 })
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Open here' }).click()
      await mapReady(page)
      for (const name of ['Variants', 'Cases', 'Statistics', 'Findings', 'Compare']) {
        await go(page, name)
        await page.waitForTimeout(1200)
        expect(await violations(page), name).toEqual([])
      }
      await go(page, 'Statistics')
      for (const tab of ['Activities', 'Attributes', 'Dotted chart', 'Performance spectrum', 'Resources']) {
        await page.getByText(tab, { exact: true }).first().click()
        await page.waitForTimeout(600)
        expect(await violations(page), tab).toEqual([])
      }
      for (const name of ['Variants', 'Cases']) {
        await go(page, name)
        await page.getByRole('table', { name }).getByRole('row').nth(1).click()
        await page.waitForTimeout(600)
        expect(await violations(page), `${name}, one selected`).toEqual([])
      }
    })
})

describeBrowser('the pages on our own server', open => {
  const server = ownServer()
  test('an upload is kept, listed and shown with the same numbers', async () => {
    const { page, troubles } = await open(server.url)
    await page.waitForTimeout(1500)
    const answer = await page.request.post(new URL('api/logs?name=again.csv&wait=true', server.url).href, {
      headers: { 'x-parfocal': '1', 'content-type': 'application/octet-stream' },
      data: readFileSync(SAMPLE),
    })
    expect(answer.status()).toBe(201)
    const { log } = (await answer.json()) as { log: { id: string } }
    await page.goto(`${server.url}#/statistics?log=${encodeURIComponent(log.id)}`)
    await expectSize(page, '1000 of 1000 cases (100%)')
    await page.getByText('Resources', { exact: true }).click()
    await page.getByText('held back', { exact: false }).first().waitFor()
    expect(troubles).toEqual([])
  })
})
