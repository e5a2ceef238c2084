#!/usr/bin/env node
// `npm test`: everything. Installs Debian's chromium for the browser tests where it may, else says the one command and skips them.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const wanted = [
  {
    what: 'chromium',
    has: () => Boolean(process.env.PARFOCAL_CHROMIUM) || browsers.some(existsSync),
    packages: ['chromium', 'fonts-noto-core'],
  },
  { what: 'postgresql', has: () => existsSync('/usr/lib/postgresql'), packages: ['postgresql'] },
]

const canApt = () => existsSync('/usr/bin/apt-get')
const sudo = () =>
  process.getuid?.() === 0 ? [] : spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null

const missing = wanted.filter(item => !item.has())
if (missing.length > 0) {
  const packages = missing.flatMap(item => item.packages)
  const rights = canApt() ? sudo() : null
  if (rights === null) {
    console.error(
      `\nMissing for the full test: ${missing.map(item => item.what).join(', ')}. Their tests are skipped. To run them:`,
    )
    console.error(`  sudo apt-get install -y ${packages.join(' ')}\n`)
  } else {
    console.error(`Installing ${packages.join(', ')} for the tests …`)
    const run = args => {
      const [command, ...rest] = [...rights, ...args]
      const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: environment }).status === 0
    }
    if (
      !(
        run(['apt-get', 'update', '-qq']) &&
        run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages])
      )
    )
      console.error(`The installation failed; the tests of ${missing.map(item => item.what).join(', ')} are skipped.`)
  }
}

try {
  execFileSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
} catch (error) {
  process.exit(error.status ?? 1)
}
