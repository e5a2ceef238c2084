/** Keys as Playwright and the UI Events specification (W3C) name them, by how recorders do, in lower case and without blanks. */
const NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter',
  return: 'Enter',
  tab: 'Tab',
  escape: 'Escape',
  esc: 'Escape',
  backspace: 'Backspace',
  delete: 'Delete',
  del: 'Delete',
  insert: 'Insert',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  arrowup: 'ArrowUp',
  arrowdown: 'ArrowDown',
  arrowleft: 'ArrowLeft',
  arrowright: 'ArrowRight',
  space: 'Space',
}

/** The key in a word of a recorder (`key Tab`, `Control+Shift+S`); null where it tells none that is known. */
export function keyOf(word: string | null): string | null {
  if (word === null) return null
  const named = /^key (.+)$/.exec(word)
  if (named) return nameOf(named[1]!)
  const held = /^((?:(?:Control|Meta|Alt|Shift)\+)+)(.+)$/.exec(word)
  if (!held) return null
  const last = [...held[2]!].length === 1 ? held[2]!.toLowerCase() : nameOf(held[2]!)
  return last === null ? null : held[1]! + last
}

function nameOf(word: string): string | null {
  if (/^f(?:[1-9]|1\d|2[0-4])$/i.test(word)) return word.toUpperCase()
  const key = word.toLowerCase().replace(/[ _]/g, '')
  return Object.hasOwn(NAMES, key) ? NAMES[key]! : null
}
