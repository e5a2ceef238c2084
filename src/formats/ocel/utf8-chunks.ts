import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { Problems } from '../../log/problems.ts'
import { ENCODING_HEAD, transcoderFor } from '../xes/encoding.ts'
import type { ObjectReadOptions } from './object-format.ts'

/** The text of a file as UTF-8 whatever its encoding, in chunks; tells progress, heeds cancel, lets other work run. */
export async function* utf8Chunks(
  source: ByteSource,
  options: ObjectReadOptions,
  problems: Problems,
): AsyncGenerator<Uint8Array> {
  const { platform, cancel, progress } = options
  let head: Uint8Array = new Uint8Array(0)
  let transcoder: ReturnType<typeof transcoderFor>['transcoder'] | null = null
  let done = 0
  let paused = platform.now()
  const begin = () => {
    const begun = transcoderFor(head, platform)
    transcoder = begun.transcoder
    return begun.transcoder.push(head.subarray(begun.skip))
  }
  for await (const chunk of source.stream()) {
    cancel?.throwIfCancelled()
    done += chunk.length
    if (transcoder === null) {
      head = joined(head, chunk)
      if (head.length >= ENCODING_HEAD) yield begin()
    } else yield (transcoder as ReturnType<typeof transcoderFor>['transcoder']).push(chunk)
    progress?.({ phase: 'read', done, total: source.size, unit: 'bytes' })
    if (platform.now() - paused > 25) {
      await platform.pause()
      paused = platform.now()
    }
  }
  if (head.length === 0)
    throw new FormatError('The file is empty.', { file: source.name, fix: 'Export it again from where it came.' })
  if (transcoder === null) yield begin()
  const last = transcoder as unknown as ReturnType<typeof transcoderFor>['transcoder']
  yield last.finish()
  if (last.malformed > 0)
    problems.add(
      'malformed-text',
      `Bytes are no valid ${last.name}; each was read as best it could be.`,
      {},
      'warning',
      last.malformed,
    )
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
