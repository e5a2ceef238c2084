/**
 * Lets a worker thread or a process run the TypeScript of this repository as it stands, where Node cannot do it itself.
 * An entry becomes one script of itself and of what it uses of the files it imports, kept under node_modules/.cache as
 * long as none of them changes: tests start hundreds of threads, and hundreds of files are slow to load one by one.
 * Only for running from source (tests); the built package has no TypeScript and does not contain this file.
 */
import { register } from 'node:module'

const loader = `
  import { createHash, randomUUID } from 'node:crypto'
  import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
  import { createRequire } from 'node:module'
  import { dirname } from 'node:path'
  import { fileURLToPath, pathToFileURL } from 'node:url'
  const here = ${JSON.stringify(import.meta.url)}
  const require = createRequire(here)
  const { version } = require('rolldown/package.json')
  const folder = new URL('../../node_modules/.cache/parfocal-typescript/', here)

  const stampOf = path => {
    const { mtimeMs, size } = statSync(path)
    return mtimeMs + ' ' + size
  }
  function kept(place) {
    try {
      const text = readFileSync(place, 'utf8')
      const end = text.indexOf('\\n')
      const of = JSON.parse(text.slice(0, end))
      const isNew = of.version === version && of.files.every(([path, stamp]) => stampOf(path) === stamp)
      return isNew ? text.slice(end + 1) : null
    } catch {
      return null
    }
  }
  function keep(place, text) {
    try {
      mkdirSync(folder, { recursive: true })
      const whole = new URL(randomUUID(), folder)
      writeFileSync(whole, text)
      renameSync(whole, place)
    } catch {
      // Where nothing can be written it is made anew each time.
    }
  }
  async function made(entry) {
    const { rolldown } = await import(pathToFileURL(require.resolve('rolldown')).href)
    const files = []
    const ownFiles = {
      name: 'own-files',
      load(path) {
        if (!path.endsWith('.ts')) return null
        files.push([path, stampOf(path)])
        // each file goes on knowing where it lies
        const code = readFileSync(path, 'utf8')
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        return { code, moduleType: 'ts' }
      },
    }
    const isPackage = name => !/^[./\\0]/.test(name)
    const bundle = await rolldown({ input: entry, platform: 'node', external: isPackage, plugins: [ownFiles] })
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
    await bundle.close()
    return { files, code: output[0].code }
  }
  export async function load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
    const path = fileURLToPath(url)
    const place = new URL(createHash('sha256').update(path).digest('hex') + '.js', folder)
    let source = kept(place)
    if (source === null) {
      const { files, code } = await made(path)
      keep(place, JSON.stringify({ version, files }) + '\\n' + code)
      source = code
    }
    return { format: 'module', shortCircuit: true, source }
  }`
register(`data:text/javascript,${encodeURIComponent(loader)}`)
