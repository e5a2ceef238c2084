import { BoundedCache } from './bounded-cache.ts'
import type { DetectContext } from './detectors/span.ts'
import { fieldPromise } from './field-names.ts'
import type { MaskerOptions } from './masker-options.ts'
import { MaskingRules, type PlaceRules, type ValuePlace } from './masking-rules.ts'

/** What is known of the place where a value stands. */
export interface Place {
  readonly rules: PlaceRules
  readonly context: DetectContext
  readonly isSecret: boolean
  readonly isSpecial: boolean
  readonly id: string
}

/** What rules and names of fields say of places; each is looked at once and remembered in bounded memory. */
export class MaskedPlaces {
  private readonly rules: MaskingRules
  private readonly accounts: ReadonlySet<string>
  private readonly machines: ReadonlySet<string>
  private readonly places = new BoundedCache<string, Place>(4096)

  constructor({ rules = [], accounts, machines }: Pick<MaskerOptions, 'rules' | 'accounts' | 'machines'>) {
    this.rules = new MaskingRules(rules)
    this.accounts = lowerSet(accounts)
    this.machines = lowerSet(machines)
  }

  at({ application = null, page = null, role = null, field = null }: Partial<ValuePlace>): Place {
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

  contextOf(field: string | null | undefined): DetectContext {
    const { class: promised, words } = fieldPromise(field)
    return {
      field: promised,
      words,
      accounts: this.accounts,
      machines: this.machines,
    }
  }

  forget(): void {
    this.places.clear()
  }
}

const lowerSet = (names: readonly string[] = []): ReadonlySet<string> =>
  new Set(names.map(name => name.trim().toLowerCase()))
