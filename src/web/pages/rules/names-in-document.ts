/** Names that a document declares or uses, found in its text as it stands, whole or not. */
export function wordsUnder(text: string, section: string): string[] {
  const found = new RegExp(`^${section}:[^\\n]*\\n((?:[ \\t]+[^\\n]*\\n|\\s*\\n)*)`, 'm').exec(text)
  return Array.from((found?.[1] ?? '').matchAll(/^[ \t]+([\p{L}_][\p{L}\p{N}_:.-]*):/gmu), match => match[1]!)
}

export const idsIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(/^\s*-?\s*id: *['"]?([a-z0-9-]+)/gm), match => match[1]!)),
]
export const rolesIn = (text: string): string[] => [
  ...new Set(
    Array.from(text.matchAll(/\brole: *['"]?([\p{L}\p{N}_-][\p{L}\p{N}_ -]*?)['"]?(?=[,}\n]|$)/gmu), match =>
      match[1]!.trim(),
    ),
  ),
]
