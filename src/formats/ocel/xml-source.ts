import type { ByteSource } from '../../base/platform.ts'
import type { Problems } from '../../log/problems.ts'
import { defaultLimits, type Limits } from '../format.ts'
import type { ObjectReadOptions } from './object-format.ts'
import { utf8Chunks } from './utf8-chunks.ts'
import { type XmlToken, XmlTokens } from './xml.ts'

/** The tokens of an XML file, those of a chunk together (awaiting each would cost more than reading it). Chunks are decoded up to their last `>`, which is part of no other character. */
export async function* xmlTokens(
  source: ByteSource,
  options: ObjectReadOptions,
  problems: Problems,
): AsyncGenerator<Iterable<XmlToken>> {
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const tokens = new XmlTokens(limits, problems)
  let rest: Uint8Array = new Uint8Array(0)
  const decode = (bytes: Uint8Array) => options.platform.decode(bytes, 'utf-8')
  for await (const chunk of utf8Chunks(source, options, problems)) {
    const bytes = new Uint8Array(rest.length + chunk.length)
    bytes.set(rest)
    bytes.set(chunk, rest.length)
    const cut = bytes.lastIndexOf(0x3e) + 1
    if (cut > 0) yield tokens.push(decode(bytes.subarray(0, cut)))
    rest = bytes.slice(cut)
  }
  yield tokens.push(decode(rest))
  tokens.finish()
}
