import { FormatError } from '../base/errors.ts'
import { type Flow, type Marking, type PetriNet, PetriNetBuilder } from './petri-net.ts'

/**
 * One line: `start → a → p1 + p2; p1 → b → p3; p2 → τ → p4; p3 + 2*p4 → "two words" → end; [start] ⇒ [end]`.
 * Inputs, label (`τ`: silent), outputs; `∅` where there are none; `label@id` where the transition's id is not t and its
 * number; `⇒` leads from the initial to the final markings, which stand between bars. Places stand by their ids.
 */
export function printNet(net: PetriNet): string {
  const seen: number[] = []
  const clauses = net.transitions.map((transition, t) => {
    seen.push(...[...transition.inputs, ...transition.outputs].map(({ place }) => place))
    const label =
      transition.label === null ? 'τ' : SILENT.has(transition.label) ? `"${transition.label}"` : word(transition.label)
    const id = transition.id === `t${t + 1}` ? '' : `@${word(transition.id)}`
    const side = (flows: readonly Flow[]) =>
      terms(net, new Map(flows.map(({ place, tokens }) => [place, tokens]))) || '∅'
    return `${side(transition.inputs)} → ${label}${id} → ${side(transition.outputs)}`
  })
  const order = [...new Set(seen)]
  const isInOrder = order.length === net.places.length && order.every((place, i) => place === i)
  const declared = isInOrder || net.places.length === 0 ? [] : [net.places.map(({ id }) => word(id)).join(' + ')]
  const marked = (marking: Marking) =>
    `[${terms(net, new Map([...marking.entries()].filter(([, tokens]) => tokens > 0)))}]`
  return [...declared, ...clauses, `${marked(net.initial)} ⇒ ${net.final.map(marked).join(' | ')}`].join('; ')
}

/** Words that stand for no label; a label that is one is quoted. */
const SILENT: ReadonlySet<string> = new Set(['τ', 'tau'])

const terms = (net: PetriNet, tokens: ReadonlyMap<number, number>) =>
  [...tokens].map(([place, n]) => `${n === 1 ? '' : `${n}*`}${word(net.places[place]!.id)}`).join(' + ')

const QUOTED = /"(?:[^"\\]|\\.)*"/uy
const WORD = /(?:[\p{L}\p{N}_.:]|-(?!>))+/uy
const word = (text: string) => {
  WORD.lastIndex = 0
  return WORD.exec(text)?.[0] === text ? text : JSON.stringify(text)
}

/**
 * The inverse of `printNet`. Without markings, every place that nothing puts a token on begins with one, and the net ends
 * with one on every place that nothing takes from. Also understood: `->`, `=>`, `tau`. Throws `FormatError` with the place.
 */
export function parseNet(text: string): PetriNet {
  return new NetReader(text).net()
}

type Tokens = Map<number, number>

class NetReader {
  private readonly text: string
  private at = 0
  private readonly builder = new PetriNetBuilder()
  private readonly taken = new Set<number>()
  private readonly put = new Set<number>()
  private places = 0
  private transitions = 0

  constructor(text: string) {
    this.text = text
  }

  net(): PetriNet {
    let markings: { initial: Tokens; final: Tokens[] } | null = null
    do {
      this.blanks()
      if (this.at === this.text.length) break
      if (this.text[this.at] !== '[') this.clause()
      else if (markings) this.fail('only one pair of markings')
      else markings = this.markings()
    } while (this.take(';'))
    this.blanks()
    if (this.at < this.text.length) this.fail('";" or the end')
    markings ??= { initial: this.without(this.put), final: [this.without(this.taken)] }
    return this.builder.build(markings.initial, markings.final)
  }

  private clause(): void {
    const inputs = this.bag()
    if (!this.arrow()) return
    const label = this.label()
    const id = this.take('@') ? this.word() : `t${this.transitions + 1}`
    if (this.builder.transitionOf(id) !== undefined) this.fail(`an id that is not "${id}" again`)
    const t = this.builder.transition(label, id)
    this.transitions++
    if (!this.arrow()) this.fail('an arrow')
    const outputs = this.bag()
    for (const [place, tokens] of inputs) this.builder.takes(t, place, tokens)
    for (const [place, tokens] of outputs) this.builder.puts(t, place, tokens)
    for (const place of inputs.keys()) this.taken.add(place)
    for (const place of outputs.keys()) this.put.add(place)
  }

  private markings(): { initial: Tokens; final: Tokens[] } {
    const initial = this.marking()
    if (!this.take('⇒') && !this.take('=>')) this.fail('⇒')
    const final: Tokens[] = []
    do final.push(this.marking())
    while (this.take('|'))
    return { initial, final }
  }

  private marking(): Tokens {
    if (!this.take('[')) this.fail('[')
    const tokens = this.take(']') ? null : this.bag()
    if (tokens && !this.take(']')) this.fail(']')
    return tokens ?? new Map()
  }

  private bag(): Tokens {
    const tokens: Tokens = new Map()
    if (this.take('∅')) return tokens
    do {
      const first = this.word()
      const isCount = /^[1-9]\d{0,8}$/.test(first) && this.take('*')
      const place = this.place(isCount ? this.word() : first)
      tokens.set(place, (tokens.get(place) ?? 0) + (isCount ? Number(first) : 1))
    } while (this.take('+'))
    return tokens
  }

  private place(id: string): number {
    const known = this.builder.placeOf(id)
    if (known !== undefined) return known
    this.places++
    return this.builder.place(id)
  }

  private without(others: ReadonlySet<number>): Tokens {
    return new Map(
      Array.from({ length: this.places }, (_, place) => [place, 1] as const).filter(([place]) => !others.has(place)),
    )
  }

  private label(): string | null {
    this.blanks()
    const isQuoted = this.text[this.at] === '"'
    const label = this.word()
    return !isQuoted && SILENT.has(label) ? null : label
  }

  private word(): string {
    this.blanks()
    QUOTED.lastIndex = this.at
    const quoted = QUOTED.exec(this.text)?.[0]
    if (quoted !== undefined) return this.quoted(quoted)
    WORD.lastIndex = this.at
    const found = WORD.exec(this.text)?.[0]
    if (found === undefined) return this.fail('a name')
    this.at += found.length
    return found
  }

  private quoted(text: string): string {
    try {
      const value = JSON.parse(text) as string
      this.at += text.length
      return value
    } catch {
      return this.fail('a name in quotation marks as in JSON')
    }
  }

  private arrow = () => this.take('→') || this.take('->')

  private take(sign: string): boolean {
    this.blanks()
    if (!this.text.startsWith(sign, this.at)) return false
    this.at += sign.length
    return true
  }
  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }
  private fail(expected: string): never {
    throw new FormatError(`Expected ${expected} before "${this.text.slice(this.at, this.at + 20)}".`, { byte: this.at })
  }
}
