/** A name with its blanks and line breaks, by which tools wrap it, put together. */
export const asOneLine = (name: string): string => name.replace(/\s+/g, ' ').trim()
