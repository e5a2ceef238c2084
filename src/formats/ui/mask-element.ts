import type { Selector, UiElement } from '../../log/ui-log.ts'
import type { ValueMasker, ValuePlace } from '../../privacy/value-masker.ts'

/**
 * An element as it stands in the log (`code`), by the number under which the file's own was met, with the number of the
 * keys in its titles, addresses and labels (-1: none).
 */
export interface KnownElement {
  readonly code: number
  readonly met: number
  readonly keys: number
}

/** Where masked elements and keys are kept; each gives the number by which it is known. */
export interface Keeper {
  element(element: Partial<UiElement>): number
  keys(keys: readonly string[]): number
}

/** Elements whose masked form is remembered at most. */
const REMEMBERED = 1 << 17

/** The one place where what surrounds a value is masked: labels, titles, addresses and users of a file. */
export class ElementMasker {
  private readonly masker: ValueMasker
  private readonly keep: Keeper
  private readonly known = new Map<string, KnownElement>()
  private last: Partial<UiElement> = {}
  private lastKnown: KnownElement | null = null
  private met = 0

  constructor(masker: ValueMasker, keep: Keeper) {
    this.masker = masker
    this.keep = keep
  }

  /** The masked element, and the number of the one that it was made of. */
  element(raw: Partial<UiElement>): KnownElement {
    if (this.lastKnown !== null && isSame(raw, this.last)) return this.lastKnown
    const key = keyOf(raw)
    let known = this.known.get(key)
    if (known === undefined) {
      known = { code: this.keep.element(this.masked(raw)), met: this.met++, keys: this.keys(raw) }
      if (this.known.size >= REMEMBERED) this.known.clear()
      this.known.set(key, known)
    }
    this.last = raw
    this.lastKnown = known
    return known
  }

  private keys(raw: Partial<UiElement>): number {
    if (!this.masker.hasKeys) return -1
    const { application = null, page = null, role = null, window, document, group, name, identifier } = raw
    const place = { application, page, role, field: name ?? identifier ?? null }
    const texts = [window, document, group, name, identifier].map(text => (text ? clip(text) : null))
    return this.keep.keys(this.masker.keys(texts, clipped(page), place))
  }

  /** A pseudonym. */
  user(name: string): string | null {
    return this.masker.user(name)
  }

  /** A word of the source, or a name that somebody gave to a recording or task: kept but for what the detectors find. */
  word(text: string): string {
    return this.masker.name(clip(text)) ?? ''
  }

  /** What a problem shows of the input: it is told on screens and stored beside the log. */
  shown(text: string): string {
    return this.masker.title(clip(text)) ?? ''
  }

  private masked(raw: Partial<UiElement>): Partial<UiElement> {
    const { masker } = this
    const application = clipped(raw.application)
    const role = this.role(clipped(raw.role))
    const page = masker.url(clipped(raw.page), { application })
    const place: Partial<ValuePlace> = { application, page: clipped(raw.page), role, field: raw.identifier ?? null }
    return {
      system: masker.name(clipped(raw.system)),
      application: masker.name(application),
      document: masker.title(clipped(raw.document), place),
      window: masker.title(clipped(raw.window), place),
      page,
      group: masker.title(clipped(raw.group), place),
      role,
      name: masker.label(clipped(raw.name), role, place),
      identifier: masker.code(clipped(raw.identifier)),
      selectors: (raw.selectors ?? []).flatMap(selector => this.selector(selector, role, place)),
    }
  }

  /** A role is one word of a small vocabulary; where a source tells more, it tells what somebody wrote. */
  private role(text: string | null): string | null {
    if (text === null) return null
    const role = text.trim().toLowerCase()
    if (/^[\p{Ll}][\p{L}\d:-]{0,30}$/u.test(role)) return this.masker.code(role)
    const masked = this.masker.title(text)?.toLowerCase() ?? null
    return masked?.includes('{') ? 'other' : masked
  }

  /** Selectors of some kinds repeat what the screen says; the others are names that programmers gave. */
  private selector({ kind, text }: Selector, role: string | null, place: Partial<ValuePlace>): Selector[] {
    if (kind === 'css' || kind === 'xpath') return selectorOf(kind, this.masker.selector(clip(text)))
    if (kind !== 'aria' && kind !== 'label' && kind !== 'text') return selectorOf(kind, this.masker.code(clip(text)))
    const of = kind === 'aria' ? /^(.*)\[role="([^"]+)"\]$/s.exec(text) : null
    const ownRole = of ? this.role(of[2]!) : role
    const label = this.masker.label(clip(of ? of[1]! : text), ownRole, place)
    const suffix = of ? `[role="${ownRole}"]` : ''
    return selectorOf(kind, `${label ?? ''}${suffix}`)
  }
}

/** Texts of an interface are short; whatever is longer is content that slipped in. */
const LONGEST = 1024
const clip = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
const clipped = (text: string | null | undefined) => (text ? clip(text) : null)

const selectorOf = (kind: Selector['kind'], text: string | null): Selector[] => (text ? [{ kind, text }] : [])

function keyOf(raw: Partial<UiElement>): string {
  const part = (text: string | null | undefined) => (text ? text : '')
  let key = `${part(raw.system)}\u0001${part(raw.application)}\u0001${part(raw.document)}\u0001${part(raw.window)}`
  key += `\u0001${part(raw.page)}\u0001${part(raw.group)}\u0001${part(raw.role)}\u0001${part(raw.name)}\u0001${part(raw.identifier)}`
  for (const { kind, text } of raw.selectors ?? []) key += `\u0001${kind}\u0001${text}`
  return key
}

function isSame(a: Partial<UiElement>, b: Partial<UiElement>): boolean {
  if (a.identifier !== b.identifier || a.name !== b.name || a.role !== b.role || a.page !== b.page) return false
  if (a.application !== b.application || a.document !== b.document || a.window !== b.window) return false
  if (a.group !== b.group || a.system !== b.system) return false
  const [left, right] = [a.selectors ?? [], b.selectors ?? []]
  if (left.length !== right.length) return false
  for (let i = 0; i < left.length; i++)
    if (left[i]!.text !== right[i]!.text || left[i]!.kind !== right[i]!.kind) return false
  return true
}
