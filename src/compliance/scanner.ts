/** Where a sentence cannot be understood; `at` counts its UTF-16 units from 0. */
export class SentenceError extends Error {
  override name = 'SentenceError'
  readonly what: string
  readonly at: number
  readonly fix: string
  constructor(what: string, at: number, fix: string) {
    super(`${what} ${fix}`)
    this.what = what
    this.at = at
    this.fix = fix
  }
}

export interface Token {
  /** text: in double quotes; attribute: in backticks; word: neither; end: nothing is left. */
  readonly kind: 'text' | 'attribute' | 'word' | 'number' | 'date' | 'sign' | 'end'
  readonly value: string
  readonly at: number
}

export const LONGEST_SENTENCE = 4000

// Each starts with signs of its own and none can be read in two ways, so the scan is linear.
const shapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /"((?:[^"\\]|\\.)*)"|“([^”]*)”/uy],
  ['attribute', /`([^`]*)`/uy],
  ['date', /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?/uy],
  ['number', /-?\d+(?:\.\d+)?/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*(?:[:.-][\p{L}\p{N}_]+)*/uy],
  ['sign', /<->|->|!=|<=|>=|[()<>=,*!&|]/uy],
]

/** The words of a sentence. Linear; throws `SentenceError`. */
export function scan(sentence: string): Token[] {
  if (sentence.length > LONGEST_SENTENCE)
    throw new SentenceError(`The sentence is longer than ${LONGEST_SENTENCE} letters.`, 0, 'Make several rules of it.')
  const tokens: Token[] = []
  for (let at = 0; ; ) {
    while (/\s/u.test(sentence[at] ?? '')) at++
    if (at >= sentence.length) break
    const token = tokenAt(sentence, at)
    tokens.push(token.token)
    at = token.to
  }
  tokens.push({ kind: 'end', value: '', at: sentence.length })
  return tokens
}

function tokenAt(sentence: string, at: number): { token: Token; to: number } {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at
    const found = shape.exec(sentence)
    if (!found) continue
    const quoted = found[1] ?? found[2]
    const value = kind === 'text' && found[1] !== undefined ? found[1].replace(/\\(.)/gu, '$1') : (quoted ?? found[0])
    return { token: { kind, value, at }, to: at + found[0].length }
  }
  if ('"“`'.includes(sentence[at]!))
    throw new SentenceError(
      'A quote is opened and not closed.',
      at,
      `Close it with ${sentence[at] === '“' ? '”' : sentence[at]}.`,
    )
  throw new SentenceError(
    `The sign ${JSON.stringify(sentence[at])} has no meaning here.`,
    at,
    'Remove it, or put the name in double quotes.',
  )
}

/** Walks over tokens; every refusal says what was expected, and where. */
export class Reader {
  private position = 0
  private readonly tokens: readonly Token[]
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }
  get token(): Token {
    return this.tokens[this.position]!
  }
  next(): Token {
    const token = this.token
    if (token.kind !== 'end') this.position++
    return token
  }
  /** Whether these words or signs come next. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.tokens[this.position + i]
      return token !== undefined && (token.kind === 'word' || token.kind === 'sign') && token.value === word
    })
  }
  /** The same, and takes them. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false
    this.position += words.length
    return true
  }
  /** Whether a word comes anywhere from here on. */
  hasAhead(word: string): boolean {
    return this.tokens.slice(this.position).some(({ kind, value }) => kind === 'word' && value === word)
  }
  expect(...words: readonly string[]): void {
    if (!this.takes(...words)) this.refuse(`“${words.join(' ')}” is expected`)
  }
  refuse(what: string, fix = 'See the list of sentences in docs/concepts/rules.md.'): never {
    const { kind, value, at } = this.token
    const found = kind === 'end' ? 'the sentence ends' : `it says ${JSON.stringify(value)}`
    throw new SentenceError(`${what}, but here ${found}.`, at, fix)
  }
}
