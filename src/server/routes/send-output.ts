import type { FastifyReply } from 'fastify'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import type { Output } from '../../actions/index.ts'
import { RequestError } from '../../base/errors.ts'

/** How an output is asked for. */
export const sentAs = z
  .enum(['file', 'zip', 'json'])
  .optional()
  .describe('absent: the file where it is one, else a zip')

/** Sends the file of an output, a zip of its files with TO-DO.md, or both as JSON. */
export function sendOutput(
  reply: FastifyReply,
  { files, toDo }: Output,
  name: string,
  as: 'file' | 'zip' | 'json' = files.length === 1 ? 'file' : 'zip',
) {
  if (as === 'json') {
    const shown = files.map(({ path, content }) =>
      typeof content === 'string'
        ? { path, encoding: 'utf-8', content }
        : { path, encoding: 'base64', content: Buffer.from(content).toString('base64') },
    )
    return reply.send({ files: shown, toDo })
  }
  if (as === 'file' && files.length !== 1)
    throw new RequestError(`This output has ${files.length} files: ask for it as zip or json.`)
  const [only] = files
  const [file, bytes] =
    as === 'file' ? [only!.path.replace(/^.*\//, ''), bytesOf(only!.content)] : [`${name}.zip`, zipped(files, toDo)]
  reply.header('content-type', 'application/octet-stream')
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(plain(file))}`)
  return reply.send(Buffer.from(bytes))
}

function zipped(files: Output['files'], toDo: Output['toDo']): Uint8Array {
  const entries = files.map(({ path, content }) => [path, bytesOf(content)] as const)
  const left = toDo.map(text => `- ${text}\n`).join('')
  if (toDo.length > 0) entries.push(['TO-DO.md', strToU8(`# Left to do\n\n${left}`)])
  // The same output gives the same bytes.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1) })
}

const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === 'string' ? strToU8(content) : content)
const plain = (name: string) => name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')
