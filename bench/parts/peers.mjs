// The two peers: built and installed where they can be, and what they are.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { havePython } from './logs.mjs'
import { bench, python, rust } from './places.mjs'
import { tell } from './run.mjs'

/** Builds the Rust peer where cargo is at hand, and installs pm4py where Python is. */
export async function prepare({ pm4py }) {
  if (!existsSync(rust) && spawnSync('cargo', ['--version']).status === 0) {
    tell('  building the Rust peer …')
    spawnSync('cargo', ['build', '--release', '--quiet'], { cwd: join(bench, 'rust'), stdio: 'inherit' })
  }
  if (pm4py) await havePython().catch(error => tell(`  pm4py cannot be installed: ${error.message}`))
}

/** Names and versions of the peers that are there. */
export function peers() {
  const found = []
  if (existsSync(python)) {
    const version = "from importlib.metadata import version; print(version('pm4py'))"
    found.push(`pm4py ${execFileSync(python, ['-c', version], { encoding: 'utf8' }).trim()}`)
  }
  if (existsSync(rust)) {
    const cargo = readFileSync(join(bench, 'rust', 'Cargo.toml'), 'utf8')
    found.push(`rust4pm (process_mining ${cargo.match(/process_mining = \{ version = "=([^"]+)"/)?.[1]})`)
  }
  return found
}
