import { cancellable } from '../base/platform.ts'
import type { Io } from './io.ts'
import { run } from './run.ts'

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The command line in this process, with what it writes kept. It reads no standard input. */
export async function parfocal(...words: string[]): Promise<Ended> {
  const out: Buffer[] = []
  let err = ''
  let silent = false
  const io: Io = {
    cancel: cancellable().cancel,
    progress: () => {},
    close: () => {},
    busy: work => work(),
    quiet() {
      silent = true
    },
    note(text) {
      if (!silent) err += `${text}\n`
    },
    trouble(text) {
      err += text
    },
    async write(text) {
      out.push(Buffer.from(text))
    },
  }
  const code = await run(words, io)
  return { code, out: Buffer.concat(out).toString(), err }
}
