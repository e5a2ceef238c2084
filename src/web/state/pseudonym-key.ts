/**
 * The key that turns people's names into pseudonyms when a file is opened here. It is made in this browser, stays in it and
 * is never sent: whoever has it can tell which pseudonym stands for a name that they guess.
 */
const NAME = 'parfocal.pseudonym-key'

export function pseudonymKey(): Uint8Array {
  try {
    const text = localStorage.getItem(NAME)
    if (text && /^[0-9a-f]{64}$/.test(text))
      return Uint8Array.from(text.match(/../g)!, pair => Number.parseInt(pair, 16))
  } catch {
    // Forbidden memory: the key lasts as long as this page.
  }
  forThisPage ??= crypto.getRandomValues(new Uint8Array(32))
  try {
    localStorage.setItem(NAME, Array.from(forThisPage, byte => byte.toString(16).padStart(2, '0')).join(''))
  } catch {
    // As above.
  }
  return forThisPage
}
let forThisPage: Uint8Array<ArrayBuffer> | null = null
