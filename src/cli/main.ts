#!/usr/bin/env node
import { EXIT } from './exit.ts'
import { nodeIo } from './io.ts'
import { run } from './run.ts'

const io = nodeIo()
let serving = false

process.stdout.on('error', error => {
  // the reader has gone (`| head`): nobody is left to write for
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(EXIT.ok)
  throw error
})
process.stderr.on('error', () => {})
let interrupts = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // the server closes itself; a second signal ends anything at once
    if (++interrupts > 1) process.exit(EXIT.cancelled)
    if (!serving) io.stop()
  })

process.exitCode = await run(process.argv.slice(2), io, () => {
  serving = true
})
