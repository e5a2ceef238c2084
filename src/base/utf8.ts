/**
 * UTF-8 for core, which has no TextDecoder. Malformed bytes become U+FFFD, one each maximal subpart,
 * as the WHATWG decoder does; lone surrogates are encoded as U+FFFD.
 */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let i = from
  while (i < to && bytes[i]! < 0x80) i++
  // plain ASCII, by far the most frequent case; one letter at a time is quicker as long as there are few
  let text = ''
  if (i - from <= 24) for (let at = from; at < i; at++) text += String.fromCharCode(bytes[at]!)
  else
    for (let at = from; at < i; at += 4096)
      text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(i, at + 4096)) as unknown as number[])
  if (i === to) return text
  let units: number[] = []
  while (i < to) {
    const b = bytes[i]!
    if (b < 0x80) {
      units.push(b)
      i++
    } else {
      const needed = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0
      if (needed === 0) {
        units.push(0xfffd)
        i++
      } else {
        let low = 0x80
        let high = 0xbf
        if (b === 0xe0) low = 0xa0
        else if (b === 0xed) high = 0x9f
        else if (b === 0xf0) low = 0x90
        else if (b === 0xf4) high = 0x8f
        let code = b & (0x3f >> needed)
        let k = 1
        for (; k <= needed && i + k < to; k++) {
          const next = bytes[i + k]!
          if (next < low || next > high) break
          code = (code << 6) | (next & 0x3f)
          low = 0x80
          high = 0xbf
        }
        i += k
        if (k <= needed) units.push(0xfffd)
        else if (code < 0x10000) units.push(code)
        else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff))
      }
    }
    if (units.length > 4096) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return units.length ? text + String.fromCharCode(...units) : text
}

/** UTF-8 bytes of `text`. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  return bytes.subarray(0, encodeUtf8Into(text, bytes, 0))
}

/** Write `text` at `at`; there must be room for three bytes a unit. Returns the end. */
export function encodeUtf8Into(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i)
    if (code < 0x80) {
      bytes[at++] = code
      continue
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const next = code <= 0xdbff && i + 1 < text.length ? text.charCodeAt(i + 1) : 0
      if (next >= 0xdc00 && next <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00)
        i++
      } else code = 0xfffd
    }
    if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6)
    else {
      if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12)
      else {
        bytes[at++] = 0xf0 | (code >> 18)
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f)
      }
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f)
    }
    bytes[at++] = 0x80 | (code & 0x3f)
  }
  return at
}
