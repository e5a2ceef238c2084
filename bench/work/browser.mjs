// Drives the web app in Chromium with a log open, and times what a person would see: node browser.mjs KIND FILE RUNS
//   first     opens the file RUNS times, each in a fresh browser
//   use       the map of all activities: filters, sliders, new layouts
//   pan       all activities drawn, the map dragged about, under a trace
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { work } from '../parts/places.mjs'
import { framesOf } from '../parts/trace.mjs'
import { serveApp } from './serve-app.mjs'

const [kind, file, times] = process.argv.slice(2)
const runs = Number(times)
const executablePath = process.env['PARFOCAL_CHROMIUM'] ?? '/usr/bin/chromium'
const { server, url } = await serveApp()
const print = line => console.log(JSON.stringify(line))

const launch = () =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  })

/** A page with the log open and its first map drawn. */
async function opened(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.addInitScript(readFileSync(work('page-watch.js'), 'utf8'))
  await page.goto(url)
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file…' }).click(),
  ])
  await chooser.setFiles(file)
  await page.waitForFunction(() => window.parfocalWatch.drawn > 0, null, { timeout: 300_000, polling: 200 })
  await atRest(page)
  return page
}

const atRest = page =>
  page.waitForFunction(() => !document.querySelector('[aria-busy=true]'), null, { timeout: 60_000, polling: 100 })

/** Milliseconds from the next input to the first frame that shows what it changed on the map, and until all is at rest; null where nothing changed. */
async function reaction(page, act) {
  await page.evaluate(() => window.parfocalWatch.arm())
  await act()
  try {
    await page.waitForFunction(() => window.parfocalWatch.rested !== null, null, { timeout: 10_000, polling: 50 })
  } catch {
    return null
  }
  // what moves, moves 200 ms
  await page.waitForTimeout(400)
  return page.evaluate(() => {
    const { input, shown, rested } = window.parfocalWatch
    return { shown: shown - input, rested: rested - input }
  })
}

const nodes = page => page.locator('[data-node]').count()
const slider = (page, name) => page.getByRole('slider', { name })
async function press(page, name, key) {
  await slider(page, name).focus()
  return reaction(page, () => page.keyboard.press(key))
}
async function told(page, what, act) {
  const found = await act()
  if (found === null) return false
  print({ work: what, ...found, nodes: await nodes(page) })
  return true
}

async function first() {
  for (let i = 0; i < runs; i++) {
    const browser = await launch()
    const page = await opened(browser)
    const { opened: read, drawn } = await page.evaluate(() => window.parfocalWatch)
    print({ work: 'first map', shown: drawn - read, nodes: await nodes(page) })
    await browser.close()
  }
}

/** Activities that some but not all cases have, the commonest first, as the map names them. */
async function filterable(page, count) {
  const labels = await page.evaluate(() =>
    [...document.querySelectorAll('[data-node]')].map(node => node.getAttribute('data-node')),
  )
  const inner = labels.filter(label => label !== '▶' && label !== '■')
  const stride = Math.max(1, Math.floor(inner.length / count))
  return inner.filter((_, i) => i % stride === 0)
}

async function use() {
  const browser = await launch()
  const page = await opened(browser)
  for (let i = 0; i < runs; i++) {
    await told(page, 'all activities', () => press(page, 'Activities', 'End'))
    if (i < runs - 1) await told(page, 'one activity', () => press(page, 'Activities', 'Home'))
  }
  const size = () => page.getByTestId('size').textContent()
  const whole = await size()
  let filters = 0
  for (const activity of await filterable(page, 3 * runs)) {
    await page.locator(`[data-node=${JSON.stringify(activity)}]`).dispatchEvent('click')
    const button = page.getByRole('button', { name: 'With it', exact: true })
    await button.waitFor()
    await atRest(page)
    const found = await reaction(page, () => button.click())
    const changed = (await size()) !== whole
    // a filter that all cases pass changes no number
    if (found !== null && changed) print({ work: 'filter', ...found, nodes: await nodes(page), activity })
    if (found !== null && changed) filters++
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForTimeout(300)
    await atRest(page)
    if (filters === runs) break
  }
  await page.keyboard.press('Escape')
  for (let i = 0; i < runs; i++) await told(page, 'activities, one less', () => press(page, 'Activities', 'ArrowLeft'))
  for (let i = 0; i < runs; i++) await told(page, 'activities, one more', () => press(page, 'Activities', 'ArrowRight'))
  await told(page, 'all paths', () => press(page, 'Paths', 'End'))
  for (let i = 0, seen = 0; i < 6 * runs && seen < runs; i++)
    if (await told(page, 'paths, one step less', () => press(page, 'Paths', 'ArrowLeft'))) seen++
  for (let i = 0, seen = 0; i < 6 * runs && seen < runs; i++)
    if (await told(page, 'paths, one step more', () => press(page, 'Paths', 'ArrowRight'))) seen++
  await browser.close()
}

/** Drags the map in circles for some seconds, a step a frame. */
async function drag(page, seconds) {
  const box = await page.getByTestId('map').boundingBox()
  const [x, y] = [640, 420]
  if (!box) throw new Error('There is no map.')
  await page.mouse.move(x, y)
  await page.mouse.down()
  const until = performance.now() + seconds * 1000
  for (let step = 0; performance.now() < until; step++) {
    const due = performance.now() + 1000 / 60
    await page.mouse.move(x + 180 * Math.sin(step / 20), y + 120 * (1 - Math.cos(step / 20)))
    const rest = due - performance.now()
    if (rest > 1) await new Promise(resolve => setTimeout(resolve, rest))
  }
  await page.mouse.up()
}

const CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'blink.user_timing',
]
async function pan() {
  const browser = await launch()
  const page = await opened(browser)
  await press(page, 'Activities', 'End')
  for (const zoomed of ['as opened', 'near']) {
    if (zoomed === 'near') for (let i = 0; i < 6; i++) await page.getByRole('button', { name: 'Zoom in (+)' }).click()
    await page.waitForTimeout(1000)
    for (let i = 0; i < runs; i++) {
      await browser.startTracing(page, { categories: CATEGORIES })
      await page.evaluate(() => performance.mark('pan from'))
      await drag(page, 4)
      await page.evaluate(() => performance.mark('pan to'))
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8'))
      const at = name => traceEvents.find(event => event.name === name && event.cat?.includes('user_timing')).ts
      const frames = framesOf(traceEvents, { from: at('pan from'), to: at('pan to') })
      print({
        work: `pan, ${zoomed}`,
        ...frames,
        nodes: await nodes(page),
        arcs: await page.locator('[data-arc]').count(),
      })
      await page.waitForTimeout(600)
    }
  }
  await browser.close()
}

await { first, use, pan }[kind]()
server.close()
process.exit(0)
