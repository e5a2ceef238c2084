#!/usr/bin/env node
// Measures the detectors on the labelled corpus and writes docs/concepts/masking-results.md.
import { spawnSync } from 'node:child_process'

const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', 'unit', 'src/privacy/corpus/corpus.test.ts', '--update'],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
