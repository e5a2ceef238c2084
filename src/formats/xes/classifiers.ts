import type { Classifier } from '../../log/event-log.ts'

/** A classifier as the file declares it; `keys` is the raw text. */
export interface DeclaredClassifier {
  readonly name: string
  readonly keys: string
}

/**
 * The keys of a classifier: separated by space, those with spaces in them quoted (`'...'`). Writers forget the quotes:
 * where a word is no known key but it and the words behind it are, they are taken together (the longest such run).
 */
export function classifierKeys(text: string, known: (key: string) => boolean): string[] {
  const words: { text: string; quoted: boolean }[] = []
  for (const m of text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g))
    words.push(m[3] === undefined ? { text: m[1] ?? m[2] ?? '', quoted: true } : { text: m[3], quoted: false })
  const keys: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word.quoted) {
      keys.push(word.text)
      continue
    }
    let last = i
    let run = i
    while (run < words.length && !words[run]!.quoted) run++
    for (let to = run - 1; to > i && last === i; to--) {
      if (
        known(
          words
            .slice(i, to + 1)
            .map(w => w.text)
            .join(' '),
        )
      )
        last = to
    }
    if (known(word.text) && last > i && words.slice(i + 1, last + 1).every(w => known(w.text))) last = i
    keys.push(
      words
        .slice(i, last + 1)
        .map(w => w.text)
        .join(' '),
    )
    i = last
  }
  return keys.filter(key => key !== '')
}

/** The keys of a classifier as text: keys with spaces are quoted. */
export function printClassifierKeys(classifier: Classifier): string {
  return classifier.keys
    .map(key => (/[\s'"]/.test(key) ? (key.includes("'") ? `"${key}"` : `'${key}'`) : key))
    .join(' ')
}
