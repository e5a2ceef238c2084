import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { describeShared, sharedPath } from '../shared.ts'
import { violations } from './accessibility.ts'
import { describeBrowser, downloaded, expectSize, mapReady, openFile, plain, rowsOf, sizeOf } from './browser.ts'
import { ownServer } from './own-server.ts'

const SEPSIS = 'data/logs/augusto-SEPSIS/SEPSIS.xes.gz'
const BPIC13 = 'data/logs/augusto-BPIC13_i/BPIC13_i.xes.gz'
const BPIC12 = 'data/logs/augusto-BPIC12/BPIC12.xes.gz'
interface Oracle {
  readonly dfg: readonly (readonly [string, string, number])[]
  readonly activity_counts: { readonly [activity: string]: number }
  readonly start_activities: { readonly [activity: string]: number }
  readonly end_activities: { readonly [activity: string]: number }
  readonly rework_cases: { readonly [activity: string]: number }
  readonly variants: readonly (readonly [readonly string[], number])[]
}
const oracle = (name: string) => JSON.parse(readFileSync(sharedPath('oracle', name), 'utf8')) as Oracle
const byText = (a: readonly unknown[], b: readonly unknown[]) => (String(a) < String(b) ? -1 : 1)

async function slide(page: Page, name: RegExp, key: 'Home' | 'End'): Promise<void> {
  await page.getByRole('slider', { name }).focus()
  await page.keyboard.press(key)
  await page.waitForTimeout(300)
  await mapReady(page)
}

async function exported(page: Page, item: string): Promise<string[][]> {
  await page.getByRole('button', { name: 'Export the map' }).click()
  return rowsOf(await downloaded(page, () => page.getByRole('menuitem', { name: item }).click()))
}

const xes = (name: string, traces: readonly (readonly string[])[]) => {
  const safe = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const event = (activity: string, i: number) =>
    `<event><string key="concept:name" value="${safe(activity)}"/><date key="time:timestamp" value="${new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString()}"/></event>`
  const trace = (activities: readonly string[], c: number) =>
    `<trace><string key="concept:name" value="c${c}"/>${activities.map(event).join('')}</trace>`
  const text = `<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0"><string key="concept:name" value="${safe(name)}"/>${traces.map(trace).join('')}</log>`
  return { name: `${name}.xes`, mimeType: 'application/xml', buffer: Buffer.from(text) }
}

interface Shown {
  readonly key: string
  readonly at: string | null
  readonly label: string
}
/** The rows of the sample: order, activity, start, amount. */
function sample() {
  const [header = [], ...rows] = rowsOf(
    readFileSync(join(import.meta.dirname, '..', '..', 'samples', 'order-to-cash.csv'), 'utf8'),
  )
  const at = (name: string) => header.indexOf(name)
  return rows.map(row => ({
    order: row[at('order')]!,
    activity: row[at('activity')]!,
    start: Date.parse(row[at('start')] || row[at('complete')]!),
    amount: Number(row[at('amount_EUR')]),
  }))
}
/** The amounts of the orders that contain an activity, each order once. */
function sampleSums(): Map<string, number> {
  const orders = new Map(sample().map(({ order, activity, amount }) => [`${order} ${activity}`, { activity, amount }]))
  const sums = new Map<string, number>()
  for (const { activity, amount } of orders.values()) sums.set(activity, (sums.get(activity) ?? 0) + amount)
  return sums
}
/** The orders that started before the day, or from it on, and how many of them contain each activity. */
function sampleShares(day: number, early: boolean) {
  const rows = sample()
  const starts = new Map<string, number>()
  for (const { order, start } of rows) starts.set(order, Math.min(start, starts.get(order) ?? start))
  const group = new Set([...starts].filter(([, start]) => start < day === early).map(([order]) => order))
  const having = new Map<string, number>()
  for (const pair of new Set(rows.filter(row => group.has(row.order)).map(row => `${row.order}\n${row.activity}`))) {
    const activity = pair.split('\n')[1]!
    having.set(activity, (having.get(activity) ?? 0) + 1)
  }
  return { cases: group.size, having }
}

describeBrowser('the map of a dropped file, on a static web server', open => {
  const visit = (options = {}) => open(inject('staticUrl'), options)

  describeShared('Sepsis', [SEPSIS, 'oracle/sepsis.json'], () => {
    const truth = () => oracle('sepsis.json')

    test('opens on the happy path with true numbers, and asks no other machine for anything', async () => {
      const { page, troubles, strangers } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await expectSize(page, '1050 of 1050 cases (100%)')
      await expect
        .poll(async () => plain(await page.getByTestId('activities-note').textContent()))
        .toMatch(/^\d+ of 16 activities, \d+% of events$/)
      const numbers = await page.evaluate(() =>
        [...document.querySelectorAll('[data-node]')].map(
          node => [node.getAttribute('data-node')!, node.getAttribute('aria-label')!] as const,
        ),
      )
      const shown = numbers.filter(([activity]) => activity !== '▶' && activity !== '■')
      expect(shown.length).toBeGreaterThan(3)
      for (const [activity, label] of shown)
        expect(plain(label).startsWith(`${activity} ${truth().activity_counts[activity]}`)).toBe(true)
      expect([troubles, strangers]).toEqual([[], []])
    })

    test('exports every arc, equal to the reference implementation, starts and ends included', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await slide(page, /Activities/, 'End')
      await expect
        .poll(async () => plain(await page.getByTestId('activities-note').textContent()))
        .toBe('16 of 16 activities, 100% of events')
      const [, ...arcs] = await exported(page, 'Paths as CSV')
      const expected = [
        ...truth().dfg.map(([from, to, n]) => [from, to, String(n)]),
        ...Object.entries(truth().start_activities).map(([a, n]) => ['▶', a, String(n)]),
        ...Object.entries(truth().end_activities).map(([a, n]) => [a, '■', String(n)]),
      ]
      expect(arcs.map(row => row.slice(0, 3)).sort(byText)).toEqual(expected.sort(byText))
      const [, ...nodes] = await exported(page, 'Activities as CSV')
      expect(Object.fromEntries(nodes.map(([activity, n]) => [activity, Number(n)]))).toEqual(truth().activity_counts)
    })

    test('the rework of an activity is shown, and equals the reference implementation', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await slide(page, /Activities/, 'End')
      await page.getByRole('combobox', { name: 'Numbers', exact: true }).click()
      await page.getByRole('option', { name: 'Rework', exact: true }).click()
      await page.getByText('Times an activity was done again', { exact: false }).waitFor()
      await mapReady(page)
      const [header = [], ...nodes] = await exported(page, 'Activities as CSV')
      const at = (name: string) => header.indexOf(name)
      expect(Object.fromEntries(nodes.map(row => [row[0], Number(row[at('reworkCases')])]))).toMatchObject(
        truth().rework_cases,
      )
      const crp = nodes.find(row => row[0] === 'CRP')!
      expect(Number(crp[at('rework')])).toBe(Number(crp[at('frequency')]) - Number(crp[at('caseFrequency')]))
      await expect
        .poll(async () => plain(await page.locator('[data-node="CRP"]').getAttribute('aria-label')))
        .toMatch(new RegExp(`^CRP ${crp[at('rework')]} `))
    })

    test('draws every arc at 100 % and says how many it leaves out below', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await slide(page, /Activities/, 'End')
      const all =
        truth().dfg.length + Object.keys(truth().start_activities).length + Object.keys(truth().end_activities).length
      await slide(page, /Paths/, 'End')
      await expect
        .poll(async () => plain(await page.getByTestId('paths-note').textContent()))
        .toBe(`${all} of ${all} paths, 100% of moves`)
      await expect.poll(() => page.locator('[data-arc]').count()).toBe(all)
      await slide(page, /Paths/, 'Home')
      const few = await page.locator('[data-arc]').count()
      expect(few).toBeLessThan(all / 2)
      await expect
        .poll(async () => plain(await page.getByTestId('paths-note').textContent()))
        .toContain(`${few} of ${all} paths`)
    })

    test('an arc without start times is called between completions, never waiting', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await page.locator('[data-arc][aria-label^="From ER Registration to ER Triage:"]').dispatchEvent('click')
      const panel = page.getByRole('region', { name: 'Path: ER Registration → ER Triage' })
      await panel.getByText('Time between completions').waitFor()
      await expect.poll(async () => plain(await panel.textContent())).not.toMatch(/waiting/i)
      await expect
        .poll(async () => plain(await panel.locator('dl').first().textContent()))
        .toMatch(/^Frequency\d+Cases\d+/)
    })

    test('filters by a click, takes the opposite, switches off, undoes, and a reload shows the same screen', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      const withIv = truth().variants.reduce((sum, [path, n]) => sum + (path.includes('IV Liquid') ? n : 0), 0)
      const percent = (n: number) => {
        const share = (100 * n) / 1050
        return share > 10 && share < 99 ? Math.round(share) : Math.round(share * 10) / 10
      }
      const left = `${withIv} of 1050 cases (${percent(withIv)}%)`
      const rest = `${1050 - withIv} of 1050 cases (${percent(1050 - withIv)}%)`
      await slide(page, /Activities/, 'End')
      await page.locator('[data-node="IV Liquid"]').dispatchEvent('click')
      await page.getByRole('button', { name: 'With it', exact: true }).click()
      await expectSize(page, left)
      const chip = page.locator('[data-chip="0"]')
      await expect.poll(() => chip.textContent()).toBe('Cases with “IV Liquid”')
      await chip.click()
      await page.getByRole('menuitem', { name: 'Turn into its opposite' }).click()
      await expectSize(page, rest)
      await expect.poll(() => chip.textContent()).toBe('Cases without “IV Liquid”')
      await chip.click()
      await page.getByRole('menuitem', { name: 'Switch off' }).click()
      await expectSize(page, '1050 of 1050 cases (100%)')
      await page.getByRole('button', { name: 'Undo' }).click()
      await expectSize(page, rest)
      await page.getByRole('button', { name: 'Undo' }).click()
      await expectSize(page, left)
      await page.getByRole('button', { name: 'Redo' }).click()
      await expectSize(page, rest)
      await mapReady(page)
      const drawn = await page.locator('[data-arc]').count()
      await page.reload()
      await mapReady(page)
      await expectSize(page, rest)
      await expect.poll(() => page.locator('[data-arc]').count()).toBe(drawn)
      await page.getByRole('region', { name: 'Activity: IV Liquid' }).waitFor()
    })

    test('clauses are reordered by keyboard', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await slide(page, /Activities/, 'End')
      for (const activity of ['IV Liquid', 'CRP']) {
        await page.locator(`[data-node="${activity}"]`).dispatchEvent('click')
        await page.getByRole('button', { name: 'With it', exact: true }).click()
        await page.locator('[data-chip]').filter({ hasText: activity }).waitFor()
        await mapReady(page)
      }
      await page.locator('[data-chip="1"]').focus()
      await page.keyboard.press('Alt+ArrowLeft')
      await expect.poll(() => page.locator('[data-chip="0"]').textContent()).toBe('Cases with “CRP”')
      await expect.poll(() => page.locator('[data-chip="1"]').textContent()).toBe('Cases with “IV Liquid”')
    })

    test('the editor previews what a filter leaves, and a filter that leaves nothing says so', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await page.keyboard.press('f')
      await page.getByRole('button', { name: /^Performance/ }).click()
      await page.getByLabel('number of events').click()
      await page.getByLabel('From (included)').fill('1000')
      await expect
        .poll(async () => plain(await page.getByTestId('preview').textContent()))
        .toContain('leaves 0 of 1050 cases')
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await expectSize(page, '0 of 1050 cases (0%)')
      await page.getByText('No case passes this filter').waitFor()
      await page.getByRole('button', { name: 'Remove the last filter' }).click()
      await expectSize(page, '1050 of 1050 cases (100%)')
    })

    test('a mangled address opens what can be read of it and says what could not', async () => {
      const { page, troubles } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      const address = page.url().replace(/\?.*/, '')
      const log = new URL(page.url().replace('#/', '')).searchParams.get('log')
      await page.goto(`${address}?log=${log}&f=%%%garbage&v=q1ZKVLI&map=AAAA`)
      await page.reload()
      await mapReady(page)
      await page.getByText('A part of the filter in this address could not be understood').waitFor()
      await expect.poll(async () => [await sizeOf(page), troubles]).toEqual(['1050 of 1050 cases (100%)', []])
    })

    test('arrow keys go from activity to activity, brackets along paths', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await page.locator('[data-node="▶"]').focus()
      await page.keyboard.press('ArrowDown')
      await page.getByRole('region', { name: 'Activity: ER Registration' }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.getByRole('region', { name: 'Activity: ER Triage' }).waitFor()
      await page.keyboard.press(']')
      await page.getByRole('region', { name: /^Path: / }).waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('region', { name: /^Path: / }).count()).toBe(0)
    })

    test('cases run on the map, and the clock with them', async () => {
      const { page, troubles } = await visit()
      await openFile(page, sharedPath(SEPSIS))
      await mapReady(page)
      await page.getByRole('button', { name: 'Watch the cases' }).click()
      await page.getByTestId('clock').waitFor()
      const first = await page.getByTestId('clock').textContent()
      await expect.poll(() => page.getByTestId('clock').textContent()).not.toBe(first)
      await page.getByRole('button', { name: 'Pause' }).click()
      const inked = await page.evaluate(() => {
        const canvas = document.querySelector('canvas')!
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return data.some((value, i) => i % 4 === 3 && value > 0)
      })
      expect([inked, troubles]).toEqual([true, []])
    })

    for (const colorScheme of ['light', 'dark'] as const)
      test(`axe finds nothing in the map, its panels and the editor (${colorScheme})`, async () => {
        const { page } = await visit({ colorScheme })
        expect(await violations(page)).toEqual([])
        await openFile(page, sharedPath(SEPSIS))
        await mapReady(page)
        expect(await violations(page)).toEqual([])
        await page.locator('[data-node="ER Triage"]').dispatchEvent('click')
        await page.getByRole('button', { name: 'With it', exact: true }).click()
        await mapReady(page)
        await page.waitForTimeout(300)
        expect(await violations(page)).toEqual([])
        await page.keyboard.press('f')
        await page.getByRole('button', { name: /^Time frame/ }).click()
        await page.waitForTimeout(500)
        expect(await violations(page)).toEqual([])
      })
  })

  describeShared('BPIC 2012', BPIC12, () => {
    test('opens at activity instances, since starts and completes were paired, and calls arcs waiting', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(BPIC12))
      await mapReady(page)
      await expectSize(page, '13087 of 13087 cases (100%)')
      await expect
        .poll(async () => plain(await page.locator('header').first().textContent()))
        .toContain('262200 events')
      await page.getByText('Start and complete are one', { exact: false }).waitFor()
      await page.getByRole('combobox', { name: 'Numbers', exact: true }).click()
      await page.getByRole('option', { name: 'Median time' }).click()
      await page.getByText('Paths: waiting time').waitFor()
    })
  })

  describeShared('BPIC 2013 incidents', BPIC13, () => {
    test('opens with every step of the happy path, its repetitions too', async () => {
      const { page } = await visit()
      await openFile(page, sharedPath(BPIC13))
      await mapReady(page)
      await expect
        .poll(async () => plain(await page.getByTestId('activities-note').textContent()))
        .toMatch(/^2 of 4 activities/)
      await expect
        .poll(async () => plain(await page.getByTestId('paths-note').textContent()))
        .toBe('4 of 8 paths, 90% of moves')
      await page.locator('[data-arc][aria-label^="From Accepted to Accepted"]').waitFor()
    })
  })

  test('an activity that the map does not show is found by search, and shown by one button', async () => {
    const { page } = await visit()
    await page.getByRole('button', { name: 'Try the sample' }).click()
    await mapReady(page)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('reminder')
    await page.keyboard.press('Enter')
    await page.getByText('It is not on the map now', { exact: false }).waitFor()
    await expect.poll(() => page.locator('[data-node="Send reminder"]').count()).toBe(0)
    await page.getByRole('button', { name: /^Show \d+ activities$/ }).click()
    await page.locator('[data-node="Send reminder"]').waitFor()
  })

  test('names with HTML, formulas, emoji and right-to-left text are text and nothing else', async () => {
    const names = [
      '=cmd|calc',
      '<img src=x onerror=alert(1)>',
      'אישור הזמנה',
      'طلب شراء جديد',
      '🚀 Launch',
      'x'.repeat(120),
    ]
    const { page, troubles } = await visit()
    await openFile(page, xes('<b>odd</b>', [names, names]))
    await mapReady(page)
    await expect.poll(() => page.locator('[data-node]').count()).toBe(names.length + 2)
    for (const name of names) {
      await page.locator(`[data-node="${name}"]`).dispatchEvent('click')
      await page.getByRole('region', { name: `Activity: ${name}` }).waitFor()
    }
    const [, ...rows] = await exported(page, 'Activities as CSV')
    expect(rows.map(row => row[0]).sort()).toEqual(names.map(name => (name.startsWith('=') ? `'${name}` : name)).sort())
    await expect.poll(async () => [await page.locator('img').count(), troubles]).toEqual([0, []])
  })

  test('hundreds of activities are bounded, said so, and the page stays alive', async () => {
    const lane = (l: number) => Array.from({ length: 20 }, (_, i) => `Lane ${l} step ${i}`)
    const traces = Array.from({ length: 60 }, (_, c) => lane(c % 30))
    const { page, troubles } = await visit()
    await openFile(page, xes('many', traces))
    await mapReady(page)
    await page.getByText('A map draws at most 300').waitFor()
    await slide(page, /Activities/, 'End')
    await expect
      .poll(async () => plain(await page.getByTestId('activities-note').textContent()))
      .toBe('300 of 600 activities, 50% of events')
    await expect.poll(() => page.locator('[data-node]').count()).toBe(302)
    expect(troubles).toEqual([])
  })

  test('the money of the log is shown, summed up over the cases of each activity, and exported exactly', async () => {
    const { page } = await visit()
    await page.getByRole('button', { name: 'Try the sample' }).click()
    await mapReady(page)
    await page.getByRole('combobox', { name: 'Numbers', exact: true }).click()
    await page.getByRole('option', { name: 'Sum of amount_EUR' }).click()
    await page.getByText('Of the cases that contain the activity').waitFor()
    await mapReady(page)
    const [, ...nodes] = await exported(page, 'Activities as CSV')
    const sums = sampleSums()
    expect(nodes.length).toBeGreaterThan(3)
    for (const row of nodes) expect(Number(row.at(-1))).toBeCloseTo(sums.get(row[0]!)!, 4)
    const millions = Math.round(sums.get('Create order')! / 1e5) / 10
    const label = await page.locator('[data-node="Create order"]').getAttribute('aria-label')
    expect(plain(label)).toBe(`Create order ${millions}MEUR`)
    const arc = page.locator('[data-arc][aria-label^="From Create order to Check credit:"]')
    await expect.poll(async () => plain(await arc.getAttribute('aria-label'))).toMatch(/: frequency \d+$/)
    await expect.poll(() => page.locator('[data-shape="pill"]').count()).toBe(0)
  })

  test('a due date is shown as the share that is on time', async () => {
    const { page } = await visit()
    await page.getByRole('button', { name: 'Try the sample' }).click()
    await mapReady(page)
    await page.getByRole('combobox', { name: 'Second numbers', exact: true }).click()
    await page.getByRole('option', { name: 'On time for promised_date' }).click()
    const node = page.locator('[data-node="Create order"]')
    await expect
      .poll(async () => plain(await node.getAttribute('aria-label')))
      .toMatch(/^Create order 1000 · \d+(\.\d)?%$/)
  })

  test('an OCEL database is read here, says which objects are its cases, and takes others', async () => {
    const { page, troubles } = await visit()
    await openFile(page, join(import.meta.dirname, '..', '..', 'samples', 'ocel-parcels.sqlite'))
    await mapReady(page)
    const choice = page.getByTestId('object-type')
    await expect.poll(async () => plain(await choice.textContent())).toBe('Cases: items')
    await expectSize(page, '3 of 3 cases (100%)')
    await choice.click()
    await page.getByRole('menuitem', { name: /^orders/ }).click()
    await expect.poll(async () => plain(await choice.textContent())).toBe('Cases: orders')
    await expectSize(page, '2 of 2 cases (100%)')
    await page.reload()
    await mapReady(page)
    await expect.poll(async () => plain(await choice.textContent())).toBe('Cases: orders')
    expect(troubles).toEqual([])
  })

  test('asks the static server for nothing that is not there', async () => {
    const { page } = await visit()
    const missed: string[] = []
    page.on('response', response => {
      if (response.status() >= 400) missed.push(response.url())
    })
    await page.reload()
    await page.getByRole('button', { name: 'Try the sample' }).click()
    await mapReady(page)
    expect(missed).toEqual([])
  })

  test('two groups are compared on two maps of one layout, with the shares of their own cases', async () => {
    const { page, troubles } = await visit()
    await page.getByRole('button', { name: 'Try the sample' }).click()
    await mapReady(page)
    await page.getByRole('button', { name: 'Compare two filters' }).click()
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    const sides = ['Map A', 'Map B'].map(name => page.getByRole('region', { name }))
    await Promise.all(sides.map(side => side.getByTestId('map').waitFor()))
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
    const nodes = (side: (typeof sides)[number]) =>
      side.locator('[data-node]').evaluateAll(all =>
        all.map(node => ({
          key: node.getAttribute('data-node')!,
          at: node.getAttribute('transform'),
          label: node.getAttribute('aria-label')!,
        })),
      )
    const [a, b] = (await Promise.all(sides.map(nodes))) as [Shown[], Shown[]]
    expect(a.length).toBeGreaterThan(4)
    expect(a.map(node => [node.key, node.at])).toEqual(b.map(node => [node.key, node.at]))
    const day = Date.parse(`${await page.locator('input[type=date]').inputValue()}T00:00:00Z`)
    for (const [shown, early] of [[a, true] as const, [b, false] as const]) {
      const { cases, having } = sampleShares(day, early)
      for (const { key, label } of shown.filter(node => node.key !== '▶' && node.key !== '■')) {
        const percent = (100 * (having.get(key) ?? 0)) / cases
        const text = percent > 10 && percent < 99 ? Math.round(percent) : Math.round(percent * 10) / 10
        expect(plain(label)).toMatch(new RegExp(`^${key} ${text}%( |$)`))
      }
    }
    expect(troubles).toEqual([])
  })

  test('the map is exported as a drawing that stands alone', async () => {
    const { page } = await visit()
    await openFile(
      page,
      xes('small', [
        ['a', 'b'],
        ['a', 'c'],
      ]),
    )
    await mapReady(page)
    await slide(page, /Activities/, 'End')
    await page.getByRole('button', { name: 'Export the map' }).click()
    const svg = await downloaded(page, () => page.getByRole('menuitem', { name: 'Drawing (SVG)' }).click())
    expect(svg).toMatch(/^<svg[^>]+viewBox=/)
    for (const name of ['a', 'b', 'c']) expect(svg).toMatch(new RegExp(`>${name}\\s*</text>`))
    expect(svg).not.toMatch(/class=|var\(--/)
  })
})

describeBrowser('the map on our own server', open => {
  const server = ownServer()
  test('shows the sample, and the numbers are those of the same file dropped on a static page', async () => {
    const served = await open(server.url)
    await served.page.getByRole('link', { name: /order/i }).first().click()
    await mapReady(served.page)
    const dropped = await open(inject('staticUrl'))
    await dropped.page.getByRole('button', { name: 'Try the sample' }).click()
    await mapReady(dropped.page)
    await expect.poll(() => sizeOf(served.page)).toBe(await sizeOf(dropped.page))
    const labels = (page: Page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-node], [data-arc]')].map(one => one.getAttribute('aria-label')).sort(),
      )
    await expect.poll(() => labels(served.page)).toEqual(await labels(dropped.page))
    expect([served.troubles, served.strangers]).toEqual([[], []])
  })

  test('a log that was opened in the browser is kept on the server from the log menu, a table or not', async () => {
    const { page, troubles } = await open(server.url)
    await openFile(
      page,
      xes('kept', [
        ['a', 'b'],
        ['a', 'a', 'b'],
      ]),
    )
    await mapReady(page)
    expect(new URL(page.url()).hash).toContain('log=here-')
    await page.getByRole('button', { name: 'kept', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Keep this log on the server…' }).click()
    await page.getByText('kept.xes is kept on the server.').waitFor()
    await mapReady(page)
    expect(new URL(page.url()).hash).not.toContain('log=here-')
    await expectSize(page, '2 of 2 cases (100%)')
    expect(troubles).toEqual([])
  })

  test('a log gets another name from the log menu', async () => {
    const { page, troubles } = await open(server.url)
    await page.getByRole('link', { name: /order/i }).first().click()
    await mapReady(page)
    const button = page.locator('header').first().getByRole('button').first()
    const before = plain(await button.textContent())
    for (const name of [`${before} renamed`, before]) {
      await button.click()
      await page.getByRole('menuitem', { name: 'Rename this log…' }).click()
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.getByRole('button', { name: 'Rename', exact: true }).click()
      await expect.poll(async () => plain(await button.textContent())).toBe(name)
    }
    await button.click()
    await page.getByRole('menuitem', { name: 'Delete this log…' }).click()
    await page.getByText('This cannot be undone').waitFor()
    await page.getByRole('button', { name: 'Keep it' }).click()
    await mapReady(page)
    expect(troubles).toEqual([])
  })

  test('a view of a log on the server is kept there, and another browser finds it', async () => {
    const first = await open(server.url)
    await first.page.getByRole('link', { name: /order/i }).first().click()
    await mapReady(first.page)
    await first.page.locator('[data-node="Pick goods"]').dispatchEvent('click')
    await first.page.getByRole('button', { name: 'With it', exact: true }).click()
    await first.page.locator('[data-chip="0"]').waitFor()
    await mapReady(first.page)
    const size = await sizeOf(first.page)
    await first.page.getByRole('button', { name: 'Views', exact: true }).click()
    await first.page.getByLabel('Name of the view').fill('picked')
    await first.page.getByRole('button', { name: 'Save', exact: true }).click()
    await first.page.getByText('is saved on the server').waitFor()
    const second = await open(server.url)
    await second.page.getByRole('link', { name: /order/i }).first().click()
    await mapReady(second.page)
    await expect.poll(() => sizeOf(second.page)).not.toBe(size)
    await second.page.getByRole('button', { name: 'Views', exact: true }).click()
    await second.page.getByRole('menuitem', { name: /^picked/ }).click()
    await expectSize(second.page, size)
    await second.page.getByRole('button', { name: 'Views', exact: true }).click()
    await second.page.getByRole('button', { name: 'Delete the view picked' }).click()
    await second.page.getByText('is deleted').waitFor()
    expect([first.troubles, second.troubles]).toEqual([[], []])
  })
})
