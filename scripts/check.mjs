#!/usr/bin/env node
// `npm run check`: types, lint, unit tests. A failing step prints its repair.
import { spawnSync } from 'node:child_process'

const steps = [
  { name: 'types', command: ['npm', 'run', '--silent', 'types'], repair: 'mend the types shown above' },
  { name: 'lint', command: ['npx', 'biome', 'check', '.'], repair: 'npm run fix' },
  {
    name: 'unit tests',
    command: ['npx', 'vitest', 'run', '--project', 'unit'],
    repair: 'npx vitest --project unit, and mend what fails',
  },
]
for (const { name, command, repair } of steps) {
  const [program, ...args] = command
  const { status } = spawnSync(program, args, { stdio: 'inherit' })
  if (status !== 0) {
    console.error(`\n${name} failed. Repair: ${repair}`)
    process.exit(status ?? 1)
  }
}
