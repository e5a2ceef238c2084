import { EXIT, failureOf } from './exit.ts'
import type { Io } from './io.ts'
import { buildProgram } from './program.ts'

/** Run the command line on its words, without `node` and the name of the program; what the process is to end with. */
export async function run(words: readonly string[], io: Io, serving: () => void = () => {}): Promise<number> {
  try {
    await buildProgram(io, serving).parseAsync(words, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    const { code, message } = failureOf(error)
    if (message !== null) io.trouble(`parfocal: ${message}\n`)
    return code
  } finally {
    io.close()
  }
}
