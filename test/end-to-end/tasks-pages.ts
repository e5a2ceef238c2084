import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { demonstration } from './demonstration.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A recording as a person would choose it. */
export const recording = (buffer = demonstration(), name = 'demo.ui.jsonl') => ({
  name,
  mimeType: 'application/json',
  buffer,
})
export const go = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name, exact: true }).click()
}
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
export const routine = (page: Page) => page.getByRole('list', { name: 'Routines' }).getByRole('button')

/** What of the page people cannot use who see, hear or point otherwise. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    type Axe = { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`)
  })
}
