import type { FastifyError, FastifyInstance } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { FormatError, type Place, RequestError } from '../base/errors.ts'
import { Cancelled } from '../base/platform.ts'

/** How trouble is told: `code` for programs, `message` for people, for files also where and what to do. */
export interface ErrorBody {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly place?: Place
    readonly fix?: string
  }
}

/** A request refused by the server itself, with the status it is answered with. */
export class HttpError extends Error {
  override name = 'HttpError'
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** No room left: on the disk, in what its user may have of it, or for the database. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])
export const DISK_FULL = 507

const statusOf = { 'bad-request': 400, 'not-found': 404, refused: 403, conflict: 409 } as const

/** The status and body of any error; what is a bug tells nothing of the inside. */
export function toHttp(error: unknown): { readonly status: number; readonly body: ErrorBody } {
  const as = (status: number, code: string, message: string) => ({ status, body: { error: { code, message } } })
  if (error instanceof FormatError) {
    const { message, place, fix } = error
    return {
      status: 422,
      body: { error: { code: 'unreadable', message, place, ...(fix === undefined ? {} : { fix }) } },
    }
  }
  if (error instanceof RequestError) return as(statusOf[error.code], error.code, error.message)
  if (error instanceof HttpError) return as(error.status, error.code, error.message)
  if (error instanceof Cancelled) return as(499, 'cancelled', error.message)
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map(
      issue => `${issue.instancePath.slice(1).replaceAll('/', '.') || 'the request'}: ${issue.message}`,
    )
    return as(
      400,
      'bad-request',
      `${error.validationContext ?? 'request'} is not as it should be: ${issues.join('; ')}.`,
    )
  }
  const { code, statusCode, message } = (error ?? {}) as Partial<FastifyError>
  if (code !== undefined && FULL.has(code)) return as(DISK_FULL, 'disk-full', 'The disk of the data folder is full.')
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return as(
      statusCode,
      statusCode === 413 ? 'too-large' : 'bad-request',
      message ?? 'The request cannot be understood.',
    )
  return as(500, 'internal', 'The server failed to answer; its log says why.')
}

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body } = toHttp(error)
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    if (reply.raw.headersSent) {
      reply.raw.destroy()
      return reply
    }
    return reply.code(status).send(body)
  })
}
