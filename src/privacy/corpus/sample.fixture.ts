import type { PersonalClass } from '../detectors/span.ts'

/** A text of the corpus and the personal parts that stand in it, in UTF-16 units. */
export interface Sample {
  readonly text: string
  /** Label of the field that the text stands in, where it matters. */
  readonly field: string | null
  readonly parts: readonly { readonly class: PersonalClass; readonly from: number; readonly to: number }[]
  /** What the sample is about: `DE tax id`, `order number`. */
  readonly kind: string
  /** How it is set: `bare`, `field`, `sentence`, `title`, `address`, `odd spacing`, `negative`, `by hand`. */
  readonly setting: string
}

/** What a generator gives: a value, and words that announce it where it needs them. */
export interface Drawn {
  readonly value: string
  readonly kind: string
  /** Labels that fields of this value have. */
  readonly labels: readonly string[]
  /** Whether nothing but its label tells what it is (a nine-digit number). */
  readonly needsLabel?: boolean
}

/** A text in which `⟦class|…⟧` marks the personal parts, as a sample. */
export function marked(text: string, kind: string, setting: string, field: string | null = null): Sample {
  const parts: { class: PersonalClass; from: number; to: number }[] = []
  let plain = ''
  let at = 0
  for (const match of text.matchAll(/⟦([a-z-]+)\|([^⟧]*)⟧/g)) {
    plain += text.slice(at, match.index)
    parts.push({ class: match[1] as PersonalClass, from: plain.length, to: plain.length + match[2]!.length })
    plain += match[2]!
    at = match.index + match[0].length
  }
  return { text: plain + text.slice(at), field, parts, kind, setting }
}
