import { existsSync } from 'node:fs'
import { describe, test } from 'vitest'

/** Path of the browser that tests drive; undefined where there is none. */
export const chromiumPath: string | undefined =
  process.env['PARFOCAL_CHROMIUM'] ||
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => existsSync(path))

/** A `describe` of tests that need Chromium; skipped, with a printed reason, where there is none. `timeout`: of each test, ms. */
export function describeChromium(title: string, body: (path: string) => void, timeout?: number): void {
  const path = chromiumPath
  if (path !== undefined) {
    describe(title, () => body(path), timeout)
    return
  }
  process.stderr.write(`skipped "${title}": no chromium. Install it: sudo apt-get install -y chromium\n`)
  describe.skip(title, () => test.todo('are listed where Chromium is'))
}
