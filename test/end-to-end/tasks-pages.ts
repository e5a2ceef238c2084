import type { Page } from 'playwright-core'
import { demonstration } from './demonstration.ts'

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
