/** What a table of words says of one; undefined also for words that every object knows, such as `constructor`. */
export const lookup = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
