// Builds dist: `node` (library, command, server), `web` (the app), or both where nothing is named.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const parts = process.argv.slice(2)
const unknown = parts.filter(part => part !== 'node' && part !== 'web')
if (unknown.length > 0) {
  console.error(`build: unknown part ${unknown.join(', ')} (known: node, web)`)
  process.exit(2)
}
const wants = part => parts.length === 0 || parts.includes(part)

function run(title, packageFile, args) {
  const started = Date.now()
  const bin = join(root, 'node_modules', ...packageFile)
  if (!existsSync(bin)) {
    console.error(`build: ${packageFile[0]} is not installed. Run \`npm ci\`.`)
    process.exit(1)
  }
  const { status } = spawnSync(process.execPath, [bin, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) {
    console.error(`build: ${title} failed.`)
    process.exit(status ?? 1)
  }
  console.log(`build: ${title} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

if (wants('node')) {
  // what is no longer in src must not stay in dist; the web app is a part of its own
  if (existsSync(dist))
    for (const name of readdirSync(dist)) if (name !== 'web') rmSync(join(dist, name), { recursive: true, force: true })
  run('library, command and server', ['typescript', 'bin', 'tsc'], ['-p', 'tsconfig.build.json'])
  chmodSync(join(dist, 'cli', 'main.js'), 0o755)
}
if (wants('web'))
  run('web app', ['vite', 'bin', 'vite.js'], ['build', '--config', 'src/web/vite.config.ts', '--logLevel', 'warn'])
