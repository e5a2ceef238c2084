import { HmacSha256 } from '../base/hmac-sha256.ts'
import type { Masked } from '../log/masked.ts'
import { BoundedCache } from './bounded-cache.ts'
import { codeTemplate, isCode } from './code-template.ts'
import { detect } from './detectors/detect.ts'
import type { DetectContext } from './detectors/span.ts'
import { fieldPromise } from './field-names.ts'
import { type CompiledForm, compileForms, declaredTokens, type IdentifierForm, KeyHasher } from './key-forms.ts'
import { labelTreatment, maskedLabel } from './labels.ts'
import { blocklisted, type MaskingRule, MaskingRules, type PlaceRules, type ValuePlace } from './masking-rules.ts'
import { bytesOfHex, type Drawer, PersonDays } from './person-days.ts'
import { base32 } from './pseudonym.ts'
import { selectorTemplate } from './selector-template.ts'
import { isMessaging, staticWords } from './static-words.ts'
import { type KeptWords, type TemplateOptions, titleTemplate } from './title-template.ts'
import { addressParts, urlTemplate } from './url-template.ts'
import { type Analysis, analyse } from './value-analysis.ts'

export type { ValuePlace } from './masking-rules.ts'
export { classOf } from './value-class.ts'
export { lengthBand, shapeOf } from './value-shape.ts'

export interface MaskerOptions {
  /** Secret of this import or recorder; keys of people and days are derived from it. */
  readonly key: Uint8Array
  /** Key under which people get their pseudonyms; derived from `key` where missing, so that it is never the same. */
  readonly userKey?: Uint8Array
  /** Key of the project for declared business identifiers; null: none are hashed across people. */
  readonly projectKey?: Uint8Array | null
  /** Forms of business identifiers that the project declares; without any, no value has `keys`. */
  readonly identifiers?: readonly IdentifierForm[]
  readonly rules?: readonly MaskingRule[]
  /** Whether this value is kept in clear, whole: the capture rule as a function. Password fields stay out of it. */
  readonly keeps?: (place: ValuePlace) => boolean
  /** What is kept of labels, titles and addresses; default `known`. */
  readonly words?: KeptWords
  /** Words and phrases that are static in the project's programs, beside the built-in ones. */
  readonly staticPhrases?: readonly string[]
  /** Whether a label of a static role is known to be static: an allowlist of labels or programs. Default: the role decides. */
  readonly keepsLabel?: (label: string, role: string, place: Partial<ValuePlace>) => boolean
  /** Names of accounts and machines to find wherever they stand. */
  readonly accounts?: readonly string[]
  readonly machines?: readonly string[]
}

/**
 * Turns what a person typed, copied or saw into what may be kept of it. `value` gives a `Masked`, `label`, `title` and
 * `url` give templates, `user` a pseudonym. Everything is masked unless a rule, a role or a list of static words says
 * otherwise; detectors are the second net. Equal inputs give equal outputs under equal options. Distinct texts are
 * looked at once and remembered in bounded memory; `forget` drops them. Throws a `RequestError` for an unsafe rule.
 */
export class ValueMasker {
  private readonly options: MaskerOptions
  private readonly rules: MaskingRules
  private readonly forms: readonly CompiledForm[]
  private readonly keyHasher: KeyHasher | null
  private readonly days: PersonDays
  private readonly places = new BoundedCache<string, Place>(4096)
  private readonly templates = new BoundedCache<string, string>(8192)
  private readonly users = new BoundedCache<string, string>(10_000)
  private readonly template: TemplateOptions
  private userHmac: HmacSha256 | null = null

  constructor(options: MaskerOptions) {
    this.options = options
    this.rules = new MaskingRules(options.rules ?? [])
    this.forms = compileForms(options.identifiers ?? [])
    const { projectKey = null } = options
    this.keyHasher = projectKey === null ? null : new KeyHasher(projectKey)
    this.days = new PersonDays(options.key)
    this.template = {
      isStatic: staticWords(options.staticPhrases ?? []),
      words: options.words ?? 'known',
      context: this.contextOf(undefined),
    }
  }

  /**
   * A value as it may be kept. Password fields leave nothing (`secret`, no hash); secrets found elsewhere have no hash
   * either, nor has a text that its recorder hid (`****`): what it hides may differ. Personal classes have the shape and length of their class; only declared identifiers outside of them have `keys`.
   */
  value(text: string, place: ValuePlace): Masked {
    const here = this.placeOf(place)
    const { rules } = here
    if (rules.isBlocklisted) return BLOCKLISTED
    if (place.isPassword || here.isSecret) return text === '' ? EMPTY : SECRET
    if (HIDDEN_TEXT.test(text)) return HIDDEN
    const keepsAll = this.options.keeps?.(place) ?? false
    const masked = this.rememberedValue(text, here, place)
    return keepsAll ? { ...masked, clear: text } : masked
  }

  /**
   * The name of an element: kept where its role makes it static (a button, a field), reduced to static words where it may
   * be either (a link, a heading), else what it is in braces (`{text}`, `{amount}`). null for no or an empty name.
   */
  label(text: string | null, role: string | null, place: Partial<ValuePlace> = {}): string | null {
    const label = text?.trim() ?? ''
    if (label === '') return null
    const { rules } = this.placeOf(place)
    if (rules.isBlocklisted) return blocklisted
    if (this.template.words === 'clear') return label
    return this.remembered(`label\n${role}\n${place.application}\n${place.page}\n${label}`, () => {
      const treatment = this.labelTreatment(label, role, place)
      if (treatment === 'masked') return isTemplate(label) ? label : maskedLabel(label)
      const words = treatment === 'static' ? 'detected' : this.template.words
      return settled(label, text => titleTemplate(text, { ...this.template, words }))
    })
  }

  /** A title of a window, document, sheet or group as a template: `Invoice {9999} - SAP`. See `titleTemplate`. */
  title(text: string | null, place: Partial<ValuePlace> = {}): string | null {
    const title = text?.trim() ?? ''
    if (title === '') return null
    if (this.placeOf(place).rules.isBlocklisted) return blocklisted
    return this.remembered(`title\n${place.application}\n${title}`, () => {
      const isMail = isMessaging(place.application ?? '')
      return settled(title, text => {
        const masksSubjects = isMail || isMessaging(text.split(/\s[-–—|]\s/).at(-1)!)
        return titleTemplate(text, { ...this.template, masksSubjects })
      })
    })
  }

  /** The address of a page as a template: `https://shop.test/orders/{9999}?tab=`. See `urlTemplate`. */
  url(text: string | null, place: Partial<ValuePlace> = {}): string | null {
    const url = text?.trim() ?? ''
    if (url === '') return null
    if (this.placeOf(place).rules.isBlocklisted) return blocklisted
    return this.remembered(`url\n${url}`, () => settled(url, text => urlTemplate(text, this.template)))
  }

  /**
   * A name that somebody gave to a program, a recording or a task, or a recorder's word for an action: kept but for numbers
   * and what detectors find, also between the signs of a file's name (`anna_weber.csv`). null for no name.
   */
  name(text: string | null): string | null {
    const name = text?.trim() ?? ''
    if (name === '') return null
    if (this.template.words === 'clear') return name
    return this.remembered(`name\n${name}`, () =>
      settled(name, text =>
        titleTemplate(codeTemplate(text, this.template.context), { ...this.template, words: 'detected' }),
      ),
    )
  }

  /** What a program calls an element (id, name, test id) without what it put in; texts that are no code are titles. */
  code(text: string | null): string | null {
    const code = text?.trim() ?? ''
    if (code === '') return null
    if (this.template.words === 'clear') return code
    if (!isCode(code)) return this.title(code)
    return this.remembered(`code\n${code}`, () => settled(code, text => codeTemplate(text, this.template.context)))
  }

  /** A CSS selector, XPath or the like with the texts of the screen in it masked. See `selectorTemplate`. */
  selector(text: string | null): string | null {
    const selector = text?.trim() ?? ''
    if (selector === '') return null
    if (this.template.words === 'clear') return selector
    const masks = {
      code: (part: string) => codeTemplate(part, this.template.context),
      title: (part: string) => this.title(part) ?? '',
      url: (part: string) => this.url(part) ?? '',
    }
    return this.remembered(`selector\n${selector}`, () => settled(selector, text => selectorTemplate(text, masks)))
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
    const { rules, isSpecial } = this.placeOf(place)
    if (rules.isBlocklisted || isSpecial) return []
    const found = new Set<string>()
    for (const text of [...texts, ...(address === null ? [] : addressParts(address))]) {
      const open = text ? rules.rewrite(text) : null
      if (!open) continue
      for (const token of declaredTokens(open, this.forms, detect(open, this.template.context))) found.add(token)
    }
    return this.keyHasher!.tokens([...found])
  }

  /** Drop every clear text that is remembered: at a pause, at the end of a day, before a private stretch. */
  forget(): void {
    this.days.clear()
    this.places.clear()
    this.templates.clear()
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

  private labelTreatment(label: string, role: string | null, place: Partial<ValuePlace>) {
    const treatment = labelTreatment(role, label)
    if (treatment !== 'static' || !this.options.keepsLabel) return treatment
    return this.options.keepsLabel(label, role!, place) ? 'static' : 'mixed'
  }

  private placeOf({ application = null, page = null, role = null, field = null }: Partial<ValuePlace>): Place {
    const key = `${application}\n${page}\n${role}\n${field}`
    let place = this.places.get(key)
    if (!place) {
      const promise = fieldPromise(field)
      const rules = this.rules.at({ application, page, role, field })
      place = {
        rules,
        context: this.contextOf(field),
        isSecret: promise.isSecret || role?.toLowerCase() === 'password',
        isSpecial: promise.isSpecial,
        // places of one kind share what is remembered of a text
        id: rules.changesText || rules.keeps ? key : `${promise.class ?? ''}/${promise.isSpecial}/${promise.words}`,
      }
      this.places.set(key, place)
    }
    return place
  }

  private contextOf(field: string | null | undefined): DetectContext {
    const { class: promised, words } = fieldPromise(field)
    return {
      field: promised,
      words,
      accounts: lowerSet(this.options.accounts),
      machines: lowerSet(this.options.machines),
    }
  }

  private remembered(key: string, make: () => string | null): string | null {
    let text = this.templates.get(key)
    if (text === undefined) {
      text = make() ?? ''
      this.templates.set(key, text)
    }
    return text === '' ? null : text
  }

  private pseudonym(name: string): string {
    const { key, userKey } = this.options
    this.userHmac ??= new HmacSha256(userKey ?? bytesOfHex(new HmacSha256(key).hex('people')))
    return `P-${base32(this.userHmac.hex(name)).slice(0, 10)}`
  }
}

interface Place {
  readonly rules: PlaceRules
  readonly context: DetectContext
  readonly isSecret: boolean
  readonly isSpecial: boolean
  readonly id: string
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

const lowerSet = (names: readonly string[] = []): ReadonlySet<string> =>
  new Set(names.map(name => name.trim().toLowerCase()))
/** A template that its own making leaves alone: made again until it is; what does not settle is masked whole. */
function settled(text: string, make: (text: string) => string): string {
  let now = make(text)
  for (let round = 0; round < 6; round++) {
    const next = make(now)
    if (next === now) return now
    now = next
  }
  return '{text}'
}

const isTemplate = (label: string): boolean => /^\{[a-z]+(?:-[a-z]+)?\}$/.test(label)
