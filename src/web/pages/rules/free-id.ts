/** An id from a name: small letters, digits and dashes, that no other rule has. */
export function freeId(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const first = plain.replace(/-+$/, '') || 'rule'
  for (let n = 1; ; n++) {
    const id = n === 1 ? first : `${first}-${n}`
    if (!taken.includes(id)) return id
  }
}
