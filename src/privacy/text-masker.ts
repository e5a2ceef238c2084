import { BoundedCache } from './bounded-cache.ts'
import { codeTemplate, isCode } from './code-template.ts'
import { labelTreatment, maskedLabel } from './labels.ts'
import type { MaskedPlaces } from './masked-places.ts'
import type { MaskerOptions } from './masker-options.ts'
import { blocklisted, type ValuePlace } from './masking-rules.ts'
import { selectorTemplate } from './selector-template.ts'
import { isMessaging, staticWords } from './static-words.ts'
import { type TemplateOptions, titleTemplate } from './title-template.ts'
import { urlTemplate } from './url-template.ts'

/** Masks what stands around values: names of elements, titles, addresses, ids and selectors become templates. */
export class TextMasker {
  private readonly keepsLabel: MaskerOptions['keepsLabel']
  private readonly places: MaskedPlaces
  private readonly templates = new BoundedCache<string, string>(8192)
  private readonly template: TemplateOptions

  constructor({ staticPhrases = [], words = 'known', keepsLabel }: MaskerOptions, places: MaskedPlaces) {
    this.keepsLabel = keepsLabel
    this.places = places
    this.template = { isStatic: staticWords(staticPhrases), words, context: places.contextOf(undefined) }
  }

  /**
   * The name of an element: kept where its role makes it static (a button, a field), reduced to static words where it may
   * be either (a link, a heading), else what it is in braces (`{text}`, `{amount}`). null for no or an empty name.
   */
  label(text: string | null, role: string | null, place: Partial<ValuePlace> = {}): string | null {
    const label = text?.trim() ?? ''
    if (label === '') return null
    const { rules } = this.places.at(place)
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
    if (this.places.at(place).rules.isBlocklisted) return blocklisted
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
    if (this.places.at(place).rules.isBlocklisted) return blocklisted
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

  forget(): void {
    this.templates.clear()
  }

  private labelTreatment(label: string, role: string | null, place: Partial<ValuePlace>) {
    const treatment = labelTreatment(role, label)
    if (treatment !== 'static' || !this.keepsLabel) return treatment
    return this.keepsLabel(label, role!, place) ? 'static' : 'mixed'
  }

  private remembered(key: string, make: () => string | null): string | null {
    let text = this.templates.get(key)
    if (text === undefined) {
      text = make() ?? ''
      this.templates.set(key, text)
    }
    return text === '' ? null : text
  }
}

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
