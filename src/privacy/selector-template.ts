/** How the parts of a selector are masked: names that programmers gave, texts of the screen, addresses. */
export interface SelectorMasks {
  readonly code: (text: string) => string
  readonly title: (text: string) => string
  readonly url: (text: string) => string
}

/** Attributes whose values are names that programmers gave. */
const CODES =
  /^@?(?:id|class|name|type|role|for|tag|local-name|data-test[\w-]*|data-cy|data-qa|formcontrolname|autocomplete|aria-(?:controls|labelledby|describedby|owns)|internal:testid|data-testid)$/i
const ADDRESSES = /^@?(?:href|src|action|data-url|xlink:href)$/i
/** A quoted text, or what is left where the quote does not end; or a value without quotes; or a text selector. */
const LITERAL =
  /"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$)|(?<==)\s*[^\s"'\]=>)]+(?=\s*[is]?\s*\])|(?<=(?:^|>>)\s*(?:text|internal:text|internal:has-text)=)[^"'>]+|(?<=:(?:has-text|text|text-is|contains|text-matches)\()[^"')]+/gs
/** The attribute or function that a literal belongs to: what stands before it. */
const OWNER = /([@\w:.-]+)(?:\(\s*\))?\s*(?:[~|^$*!]?=|,|\()\s*$/

/**
 * A CSS selector, an XPath or a selector of Playwright, its quoted texts masked as what they are: ids, classes and test
 * ids as names of programmers, addresses as addresses, everything else (`text()`, `title`, `aria-label`, `value`,
 * `:has-text()`) as text of the screen.
 */
export function selectorTemplate(selector: string, masks: SelectorMasks): string {
  let made = ''
  let at = 0
  for (const { 0: literal, index } of selector.matchAll(LITERAL)) {
    made += around(selector.slice(at, index), masks)
    const quote = literal[0] === '"' || literal[0] === "'" ? literal[0] : ''
    const text =
      quote === '' ? literal : literal.slice(1, literal.length > 1 && literal.endsWith(quote) ? -1 : undefined)
    const owner = OWNER.exec(selector.slice(Math.max(0, index - 80), index))?.[1] ?? ''
    const isSpoken = owner === 'name' && /internal:role=[^>]*$/.test(selector.slice(0, index))
    const isNamed = CODES.test(owner) && !isSpoken && /^[\x21-\x7e]*$/.test(text)
    const mask = isNamed ? masks.code : ADDRESSES.test(owner) ? masks.url : masks.title
    made += quote + mask(text) + quote
    at = index + literal.length
  }
  return made + around(selector.slice(at), masks)
}

/** What stands outside of quotes is code; letters of other scripts in it are text. */
const around = (text: string, { code, title }: SelectorMasks): string =>
  text === '' ? '' : code(text.replace(/[^\x20-\x7e\t\n]+/g, other => title(other)))
