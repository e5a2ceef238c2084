import { type Dictionary, dictionaryFrom } from '../base/dictionary.ts'
import type { Cancel, Platform } from '../base/platform.ts'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * Texts replaced by `P-` and ten base-32 characters (50 bits) of HMAC-SHA-256 under the importer's key: the same text
 * gives the same pseudonym in every column and log under one key, and without the key nobody can try names. Where two
 * texts share ten characters, the later one gets more of its hash. This is pseudonymisation, not anonymisation.
 * Cost: one HMAC a distinct text.
 */
export async function pseudonymise(
  dictionary: Dictionary,
  key: Uint8Array,
  options: { readonly platform: Platform; readonly cancel?: Cancel },
): Promise<Dictionary> {
  const { platform, cancel } = options
  const used = new Set<string>()
  const texts: string[] = []
  let paused = platform.now()
  for (let code = 0; code < dictionary.size; code++) {
    const letters = base32(await platform.hmac(key, dictionary.text(code)))
    let length = 10
    while (used.has(letters.slice(0, length))) length++
    const letter = letters.slice(0, length)
    used.add(letter)
    texts.push(`P-${letter}`)
    if ((code & 255) === 255 && platform.now() - paused >= 25) {
      cancel?.throwIfCancelled()
      await platform.pause()
      paused = platform.now()
    }
  }
  return dictionaryFrom(texts)
}

/** Base 32 (RFC 4648, lower case, no padding) of hex digits: all whole groups of five bits. */
export function base32(hex: string): string {
  let letters = ''
  let bits = 0
  let held = 0
  for (const digit of hex) {
    held = (held << 4) | Number.parseInt(digit, 16)
    bits += 4
    if (bits >= 5) {
      bits -= 5
      letters += BASE32[(held >> bits) & 31]
      held &= (1 << bits) - 1
    }
  }
  return letters
}
