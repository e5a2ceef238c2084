import type { Cancel } from '../base/platform.ts'
import { engineOver } from '../engine/proxy.ts'
import type { Engine, Question } from '../log/engine.ts'

/** Puts a question somewhere and brings its answer as it goes out. */
export type Ask = (question: Question, params: object, cancel?: Cancel) => Promise<Written>

/** An answer, as a value or as JSON in UTF-8, whichever was made; the other is made when it is first wanted. */
export class Written {
  private json: Uint8Array<ArrayBuffer> | undefined
  private parsed: { readonly value: unknown } | undefined

  private constructor(json: Uint8Array<ArrayBuffer> | undefined, parsed: { readonly value: unknown } | undefined) {
    this.json = json
    this.parsed = parsed
  }

  static of(value: unknown): Written {
    return new Written(undefined, { value })
  }

  static in(json: Uint8Array<ArrayBuffer>): Written {
    return new Written(json, undefined)
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    this.json ??= new TextEncoder().encode(JSON.stringify(this.parsed?.value ?? null))
    return this.json
  }

  get value(): unknown {
    this.parsed ??= { value: JSON.parse(new TextDecoder().decode(this.json)) as unknown }
    return this.parsed.value
  }
}

/** An engine whose answers are read here. */
export const engineOf = (ask: Ask): Engine =>
  engineOver(async (question, params, cancel) => (await ask(question, params, cancel)).value)

/** Questions whose answers the person gate looks into; all others it passes or refuses as they are, so they are not read on the way. */
export const readByGate: ReadonlySet<Question> = new Set<Question>([
  'logs',
  'describe',
  'summary',
  'activities',
  'caseDetail',
  'values',
  'resources',
  'handovers',
])
