// Where everything lies.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bench = dirname(dirname(fileURLToPath(import.meta.url)))
export const root = join(bench, '..')
/** Real logs and the generator of the synthetic ones, where they are at hand. */
export const shared = join(root, '..', 'shared')
/** What is generated; not committed, safe to delete. */
export const data = join(bench, 'data')
/** Logs of runs. */
export const results = join(bench, 'results')
export const cli = join(root, 'dist', 'cli', 'main.js')
export const python = join(bench, '.venv', 'bin', 'python')
export const rust = join(bench, 'rust', 'target', 'release', 'bench-rust4pm')
export const work = name => join(bench, 'work', name)
