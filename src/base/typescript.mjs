/**
 * Lets a worker thread or a process run the TypeScript of this repository as it stands, where Node cannot do it itself.
 * Only for running from source (tests); the built package has no TypeScript and does not contain this file.
 */
import { register } from 'node:module'

const loader = `
  import { readFile } from 'node:fs/promises'
  import { createRequire } from 'node:module'
  import { fileURLToPath, pathToFileURL } from 'node:url'
  const rolldown = createRequire(${JSON.stringify(import.meta.url)}).resolve('rolldown/utils')
  const { transformSync } = await import(pathToFileURL(rolldown).href)
  export async function load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
    const path = fileURLToPath(url)
    const { code, errors } = transformSync(path, await readFile(path, 'utf8'))
    if (errors.length > 0) throw new SyntaxError(path + ': ' + errors[0].message)
    return { format: 'module', shortCircuit: true, source: code }
  }`
register(`data:text/javascript,${encodeURIComponent(loader)}`)
