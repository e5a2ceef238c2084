import { CommanderError } from 'commander'
import { FormatError, RequestError } from '../base/errors.ts'
import { Cancelled } from '../base/platform.ts'

/** What `parfocal` ends with; documented in docs/command-line.md. */
export const EXIT = { ok: 0, bug: 1, usage: 2, input: 3, refused: 4, violations: 5, cancelled: 130 } as const

export interface Failure {
  readonly code: number
  /** For people; null where everything is said already. */
  readonly message: string | null
}

/** A wrong use of the command: the message says what to do. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What was named cannot be read, or cannot be written to: the message says why. */
export class InputError extends Error {
  override name = 'InputError'
}

/** Everything was answered, and the answer is no: rules are broken, tests fail, or a rule has no answer. What there is to say was written. */
export class VerdictError extends Error {
  override name = 'VerdictError'
  readonly code: typeof EXIT.violations | typeof EXIT.usage
  constructor(code: VerdictError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** A server that gives no answer; `refused` where it wants to know first who asks. */
export class ServerError extends Error {
  override name = 'ServerError'
  readonly code: 'no-answer' | 'refused'
  constructor(message: string, code: ServerError['code'] = 'no-answer') {
    super(message)
    this.code = code
  }
}

const systemErrors: Record<string, string> = {
  ENOENT: 'There is no such file or folder',
  EACCES: 'Reading or writing is not allowed',
  EPERM: 'Reading or writing is not allowed',
  EISDIR: 'A file is needed, not a folder',
  ENOTDIR: 'A part of the path is no folder',
  EROFS: 'The file system is read-only',
  ENAMETOOLONG: 'The name is too long',
  ELOOP: 'The links of the path lead round in a circle',
  EBUSY: 'It is in use by another program',
  EDQUOT: 'There is no space left for this user',
  ENOSPC: 'There is no space left on the disk',
  EADDRINUSE: 'The port is in use by another program; choose one with --port',
  EADDRNOTAVAIL: 'This machine has no such address; choose another --host',
}

/** Exit code and sentence of whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Cancelled) return { code: EXIT.cancelled, message: 'Cancelled; nothing was left behind.' }
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.ok : EXIT.usage, message: null }
  if (error instanceof UsageError) return { code: EXIT.usage, message: error.message }
  if (error instanceof VerdictError) return { code: error.code, message: error.message }
  if (error instanceof ServerError)
    return { code: error.code === 'refused' ? EXIT.refused : EXIT.input, message: error.message }
  if (error instanceof InputError || error instanceof FormatError) return { code: EXIT.input, message: error.message }
  if (error instanceof RequestError)
    return {
      code: error.code === 'refused' || error.code === 'conflict' ? EXIT.refused : EXIT.usage,
      message: error.message,
    }
  if (isZodError(error))
    return {
      code: EXIT.usage,
      message: error.issues.map(issue => `${issue.path.join('.') || 'value'}: ${issue.message}`).join('\n'),
    }
  const system = error as NodeJS.ErrnoException
  const known = system?.code === undefined ? undefined : systemErrors[system.code]
  if (known !== undefined)
    return { code: EXIT.input, message: `${known}${system.path === undefined ? '' : `: ${system.path}`}.` }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: EXIT.bug, message: `This is a fault of Parfocal; please report it with the lines below.\n${stack}` }
}

interface Issues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
}
const isZodError = (error: unknown): error is Issues =>
  error instanceof Error && error.name.includes('ZodError') && Array.isArray((error as unknown as Issues).issues)
