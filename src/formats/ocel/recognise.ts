/** The first bytes as text, enough to see names in any encoding that resembles ASCII (zero bytes of UTF-16 left out). */
export function headText(head: Uint8Array): string {
  let text = ''
  const from = head[0] === 0xef && head[1] === 0xbb ? 3 : head[0] === 0xff || head[0] === 0xfe ? 2 : 0
  for (let i = from; i < Math.min(head.length, 1 << 16); i++) if (head[i] !== 0) text += String.fromCharCode(head[i]!)
  return text
}

/** The first element of an XML text and what follows it, comments and the like taken away; null where it is none. */
export function rootOf(text: string): string | null {
  if (!/^[\s\ufeff]*</.test(text)) return null
  const rest = text.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '').replace(/<!DOCTYPE[^[>]*(\[[\s\S]*?\]\s*)?>/, '')
  return rest.trimStart()
}

/** A file's name without its folder and last extension: a log's name. */
export function baseName(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replace(/\.gz$/i, '')
  return file.replace(/(.)\.[^.]*$/, '$1')
}
