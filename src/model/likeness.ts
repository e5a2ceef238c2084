/** Words count as slips of one another from here on. */
const SLIP = 0.75

/** How alike names are; words that were compared are remembered, since names share them. */
export class Likeness {
  private readonly words = new Map<string, number>()

  /** 0..1, of two names in lower-case words: the better of words and letters in common. */
  of(a: string, b: string): number {
    if (a === '' || b === '') return 0
    if (a === b) return 1
    const words = this.dice(a.split(' '), b.split(' '))
    return Math.max(words, lettersAlike(a, b, words))
  }

  /** Twice the words in common by all words; a word that differs in a letter out of four or less counts for what is alike. */
  private dice(a: readonly string[], b: readonly string[]): number {
    const left = [...b]
    let common = 0
    for (const word of a) {
      let [at, most] = [left.indexOf(word), 1]
      if (at < 0) {
        most = 0
        left.forEach((other, i) => {
          const alike = this.slip(word, other)
          if (alike > most) [at, most] = [i, alike]
        })
      }
      if (most < SLIP) continue
      common += most
      left.splice(at, 1)
    }
    return (2 * common) / (a.length + b.length)
  }

  private slip(a: string, b: string): number {
    if (a.length <= 3 || b.length <= 3) return 0
    const key = `${a} ${b}`
    const known = this.words.get(key)
    if (known !== undefined) return known
    const alike = lettersAlike(a, b, SLIP - 0.001)
    this.words.set(key, alike)
    return alike
  }
}

/** 1 less the edit distance by the longer length; 0 where that is not above `least`. */
function lettersAlike(a: string, b: string, least: number): number {
  const longest = Math.max(a.length, b.length)
  const most = Math.floor((1 - least) * longest)
  // the distance is at least the difference in length
  if (longest - Math.min(a.length, b.length) > most) return 0
  const distance = editDistance(a, b, most)
  return distance > most ? 0 : 1 - distance / longest
}

/** Levenshtein's distance; anything above `most` where it is above. Only the band that can stay below is looked at. */
function editDistance(a: string, b: string, most: number): number {
  let from = 0
  let [m, n] = [a.length, b.length]
  while (from < m && from < n && a.charCodeAt(from) === b.charCodeAt(from)) from++
  while (m > from && n > from && a.charCodeAt(m - 1) === b.charCodeAt(n - 1)) [m, n] = [m - 1, n - 1]
  const width = n - from
  let row = Uint16Array.from({ length: width + 1 }, (_, j) => j)
  let next = new Uint16Array(width + 1)
  for (let i = 1; i <= m - from; i++) {
    const letter = a.charCodeAt(from + i - 1)
    const [low, high] = [Math.max(1, i - most), Math.min(width, i + most)]
    next.fill(most + 1)
    if (low === 1) next[0] = i
    let best = next[0]!
    for (let j = low; j <= high; j++) {
      const change = row[j - 1]! + (letter === b.charCodeAt(from + j - 1) ? 0 : 1)
      const cost = Math.min(change, row[j]! + 1, next[j - 1]! + 1)
      next[j] = cost
      if (cost < best) best = cost
    }
    if (best > most) return most + 1
    ;[row, next] = [next, row]
  }
  return row[width]!
}
