import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'

/**
 * JSON as a short text for an address: deflated, base64url. Whatever cannot be read back gives undefined, never an
 * error: addresses are typed, cut and mangled by people and mail programs.
 */
export function encode(value: unknown): string {
  const bytes = deflateSync(strToU8(JSON.stringify(value)), { level: 9 })
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const known = new Map<string, unknown>()
/** Longer ones are not ours, or would take the page. */
const LONGEST = 200_000

/** The same text gives the same object, so that what depends on it need not be computed again. */
export function decode(text: string | undefined): unknown {
  if (text === undefined || text === '' || text.length > LONGEST) return undefined
  if (known.has(text)) return known.get(text)
  const value = read(text)
  if (known.size > 500) known.clear()
  known.set(text, value)
  return value
}

function read(text: string): unknown {
  try {
    const packed = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = inflateSync(
      Uint8Array.from(packed, char => char.charCodeAt(0)),
      { out: new Uint8Array(4 << 20) },
    )
    return JSON.parse(strFromU8(bytes))
  } catch {
    return undefined
  }
}
