// Writes the files that are made of others. `--check` changes nothing and fails where one is not current.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = path => readFileSync(join(root, path), 'utf8')

/** Several modules of ours as one that imports nothing: bots carry it, so that they run without this package. */
function joined(paths) {
  return paths
    .map(path => read(path).replace(/^import [\s\S]*?from '\.[^']*'\n/gm, ''))
    .join('\n')
    .trimStart()
}

const transformations = [
  'src/base/sort.ts',
  ...['number-text', 'date-names', 'date-text', 'time-text', 'pieces', 'features', 'text-forms', 'program'].map(
    name => `src/tasks/transformations/${name}.ts`,
  ),
]
const escaped = text => text.replace(/[\\`]|\$\{/g, found => `\\${found}`)
const made = {
  'src/actions/playwright/generated.ts': `// Written by scripts/generate.mjs from templates/playwright and tasks/transformations.
export const runtimeSource: string = \`${escaped(read('templates/playwright/runtime.ts'))}\`
export const transformationsSource: string = \`${escaped(joined(transformations))}\`
`,
  'src/actions/robot/generated.ts': `// Written by scripts/generate.mjs from templates/robot.
export const transformationsPython: string = \`${escaped(read('templates/robot/transformations.py'))}\`
`,
}

let stale = false
for (const [path, content] of Object.entries(made)) {
  let present = null
  try {
    present = read(path)
  } catch {}
  if (present === content) continue
  stale = true
  if (process.argv.includes('--check')) console.error(`${path} is not current: run \`npm run generate\``)
  else writeFileSync(join(root, path), content)
}
if (stale && process.argv.includes('--check')) process.exit(1)
