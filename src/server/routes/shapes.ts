import type { FastifyReply } from 'fastify'
import type { LogRecord } from '../../store/index.ts'
import type { Written } from '../written.ts'

/** A log as it is shown outside: without the names of files and folders. */
export function shownLog({ version: _, sources, ...log }: LogRecord) {
  return {
    ...log,
    sources: sources.map(({ file, ...source }) => ({ ...source, kept: file !== null })),
  }
}

/** Answers are plain JSON and can be large: their schemas are for the document, not for a check while they are sent. */
export function sendWritten(reply: FastifyReply, { bytes }: Written): FastifyReply {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return reply.type('application/json; charset=utf-8').send(body)
}
