import { HmacSha256 } from '../base/hmac-sha256.ts'
import type { Masked } from '../log/masked.ts'
import { BoundedCache } from './bounded-cache.ts'
import { detect } from './detectors/detect.ts'
import type { DetectContext } from './detectors/span.ts'
import { type CompiledForm, compileForms, declaredTokens, KeyHasher } from './key-forms.ts'
import { MaskedPlaces, type Place } from './masked-places.ts'
import type { MaskerOptions } from './masker-options.ts'
import { blocklisted, type ValuePlace } from './masking-rules.ts'
import { bytesOfHex, type Drawer, PersonDays } from './person-days.ts'
import { base32 } from './pseudonym.ts'
import { TextMasker } from './text-masker.ts'
import { addressParts } from './url-template.ts'
import { type Analysis, analyse } from './value-analysis.ts'

export type { MaskerOptions } from './masker-options.ts'
export type { ValuePlace } from './masking-rules.ts'
export { classOf } from './value-class.ts'
export { lengthBand, shapeOf } from './value-shape.ts'

/**
 * Turns what a person typed, copied or saw into what may be kept of it. `value` gives a `Masked`, `label`, `title` and
 * `url` give templates, `user` a pseudonym. Everything is masked unless a rule, a role or a list of static words says
 * otherwise; detectors are the second net. Equal inputs give equal outputs under equal options. Distinct texts are
 * looked at once and remembered in bounded memory; `forget` drops them. Throws a `RequestError` for an unsafe rule.
 */
export class ValueMasker {
  private readonly options: MaskerOptions
  private readonly forms: readonly CompiledForm[]
  private readonly keyHasher: KeyHasher | null
  private readonly days: PersonDays
  private readonly places: MaskedPlaces
  private readonly texts: TextMasker
  private readonly context: DetectContext
  private readonly users = new BoundedCache<string, string>(10_000)
  private userHmac: HmacSha256 | null = null

  constructor(options: MaskerOptions) {
    this.options = options
    this.places = new MaskedPlaces(options)
    this.texts = new TextMasker(options, this.places)
    this.context = this.places.contextOf(undefined)
    this.forms = compileForms(options.identifiers ?? [])
    const { projectKey = null } = options
    this.keyHasher = projectKey === null ? null : new KeyHasher(projectKey)
    this.days = new PersonDays(options.key)
  }

  /**
   * A value as it may be kept. Password fields leave nothing (`secret`, no hash); secrets found elsewhere have no hash
   * either, nor has a text that its recorder hid (`****`): what it hides may differ. Personal classes have the shape and length of their class; only declared identifiers outside of them have `keys`.
   */
  value(text: string, place: ValuePlace): Masked {
    const here = this.places.at(place)
    const { rules } = here
    if (rules.isBlocklisted) return BLOCKLISTED
    if (place.isPassword || here.isSecret) return text === '' ? EMPTY : SECRET
    if (HIDDEN_TEXT.test(text)) return HIDDEN
    const keepsAll = this.options.keeps?.(place) ?? false
    const masked = this.rememberedValue(text, here, place)
    return keepsAll ? { ...masked, clear: rules.rewrite(text) } : masked
  }

  /**
   * The name of an element: kept where its role makes it static (a button, a field), reduced to static words where it may
   * be either (a link, a heading), else what it is in braces (`{text}`, `{amount}`). null for no or an empty name.
   */
  label(text: string | null, role: string | null, place: Partial<ValuePlace> = {}): string | null {
    return this.texts.label(text, role, place)
  }

  /** A title of a window, document, sheet or group as a template: `Invoice {9999} - SAP`. See `titleTemplate`. */
  title(text: string | null, place: Partial<ValuePlace> = {}): string | null {
    return this.texts.title(text, place)
  }

  /** The address of a page as a template: `https://shop.test/orders/{9999}?tab=`. See `urlTemplate`. */
  url(text: string | null, place: Partial<ValuePlace> = {}): string | null {
    return this.texts.url(text, place)
  }

  /** A name that somebody gave to a program, a recording or a task, or a recorder's word for an action. */
  name(text: string | null): string | null {
    return this.texts.name(text)
  }

  /** What a program calls an element (id, name, test id) without what it put in; texts that are no code are titles. */
  code(text: string | null): string | null {
    return this.texts.code(text)
  }

  /** A CSS selector, XPath or the like with the texts of the screen in it masked. */
  selector(text: string | null): string | null {
    return this.texts.selector(text)
  }

  /** The pseudonym of a person, `P-` and ten letters, under a key that hashes nothing else; null for no name. */
  user(name: string | null): string | null {
    const trimmed = name?.trim() ?? ''
    if (trimmed === '') return null
    let pseudonym = this.users.get(trimmed)
    if (!pseudonym) {
      pseudonym = this.pseudonym(trimmed)
      if (trimmed.length <= REMEMBERED) this.users.set(trimmed, pseudonym)
    }
    return pseudonym
  }

  /** Whether identifiers are declared, and a key that hashes them: without either there are no keys. */
  get hasKeys(): boolean {
    return this.keyHasher !== null && this.forms.length > 0
  }

  /**
   * Hashes of the declared identifiers in texts that stand at one place, such as titles and labels, each once, at most four
   * a token; of `address` its route, query and fragment count. None where the place is blocklisted.
   */
  keys(
    texts: readonly (string | null)[],
    address: string | null = null,
    place: Partial<ValuePlace> = {},
  ): readonly string[] {
    if (!this.hasKeys) return []
    const { rules, isSpecial } = this.places.at(place)
    if (rules.isBlocklisted || isSpecial) return []
    const found = new Set<string>()
    for (const text of [...texts, ...(address === null ? [] : addressParts(address))]) {
      const open = text ? rules.rewrite(text) : null
      if (!open) continue
      for (const token of declaredTokens(open, this.forms, detect(open, this.context))) found.add(token)
    }
    return this.keyHasher!.tokens([...found])
  }

  /** Drop every clear text that is remembered: at a pause, at the end of a day, before a private stretch. */
  forget(): void {
    this.days.clear()
    this.places.forget()
    this.texts.forget()
    this.users.clear()
    this.keyHasher?.forget()
  }

  private rememberedValue(text: string, here: Place, place: ValuePlace): Masked {
    const drawer = this.days.drawer(place)
    if (text.length > REMEMBERED) return this.mask(text, here, drawer)
    let masked = drawer.get(here.id, text)
    if (masked === undefined) {
      masked = this.mask(text, here, drawer)
      drawer.set(here.id, text, masked)
    }
    return masked
  }

  private mask(text: string, here: Place, drawer: Drawer): Masked {
    const rewritten = here.rules.rewrite(text)
    if (rewritten === null) return BLOCKLISTED
    const found: Analysis = analyse(rewritten, here.context, here.isSpecial)
    const isHashed = found.class !== 'secret' && found.class !== 'empty'
    const hash = isHashed ? drawer.hash(rewritten.trim()) : null
    const tokens =
      this.keyHasher && isHashed && !here.isSpecial ? declaredTokens(rewritten, this.forms, found.spans) : []
    return {
      shape: found.shape,
      class: found.class,
      length: found.length,
      hash,
      keys: this.keyHasher ? this.keyHasher.tokens(tokens) : [],
      clear: here.rules.keeps && isHashed && !here.isSpecial ? found.withoutPersonal : null,
    }
  }

  private pseudonym(name: string): string {
    const { key, userKey } = this.options
    this.userHmac ??= new HmacSha256(userKey ?? bytesOfHex(new HmacSha256(key).hex('people')))
    return `P-${base32(this.userHmac.hex(name)).slice(0, 10)}`
  }
}

/** Longer texts hardly come twice, and a few of them would fill the memory. In UTF-16 units. */
const REMEMBERED = 1024

const nothing = { keys: [], hash: null, clear: null } as const
const EMPTY: Masked = { shape: '', class: 'empty', length: 0, ...nothing }
const SECRET: Masked = { shape: '*', class: 'secret', length: 0, ...nothing }
/** What recorders write in place of a text: one sign for each letter, or the word for what is blocklisted. */
const HIDDEN_TEXT = /^\s*(?:\*{2,}|•{2,}|●{2,}|BLOCKLISTED)\s*$/
const HIDDEN: Masked = { shape: '*', class: 'text', length: 0, ...nothing }
const BLOCKLISTED: Masked = { shape: blocklisted, class: 'text', length: 0, ...nothing }
