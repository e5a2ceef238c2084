import type { ValueClass } from '../../log/masked.ts'
import type { UiAction } from '../../log/ui-log.ts'
import type { StepKind, ValueSource } from './procedure.ts'

/** Least confidence of a learned value that is left to a machine. */
const SURE = 0.5
const WRITES: ReadonlySet<UiAction> = new Set(['enter', 'paste', 'select', 'upload'])
/** Classes whose correctness a program can check by form or by looking them up. */
const CHECKABLE: ReadonlySet<ValueClass> = new Set([
  'number',
  'amount',
  'date',
  'time',
  'identifier',
  'email',
  'phone',
  'iban',
  'card',
  'birth-date',
  'boolean',
  'url',
])

export const writes = (action: UiAction): boolean => WRITES.has(action)

/**
 * What a step asks for: `rule` where value and place follow from earlier ones; `checkable` where a person chose the value
 * but its form, a list of options or a lookup can check it; `judgement` for free text that nothing can check.
 */
export function stepKindOf(
  action: UiAction,
  value: ValueSource | null,
  valueClass: ValueClass,
): { readonly kind: StepKind; readonly because: string } {
  if (!writes(action)) return { kind: 'rule', because: 'it acts on a known element and needs no value' }
  if (value === null || value.kind === 'unknown') {
    const of = value?.kind === 'unknown' ? value.of : undefined
    if (of?.how === 'constant') return { kind: 'rule', because: 'its value is always the same, which masking hides' }
    if (of?.how === 'table')
      return { kind: 'rule', because: 'its value follows from earlier ones by a table that masking hides' }
    if (of?.how === 'flow')
      return {
        kind: 'checkable',
        because: 'its value is made of one that was read before, and can be checked against it; masking hides the rule',
      }
    const why = value?.kind === 'unknown' ? value.because : 'nothing is known of its value'
    if (action === 'select') return { kind: 'checkable', because: `a person chose among options: ${why}` }
    return CHECKABLE.has(valueClass)
      ? { kind: 'checkable', because: `a person gave a ${valueClass}, whose form can be checked: ${why}` }
      : { kind: 'judgement', because: `a person gave free text: ${why}` }
  }
  if (value.kind === 'computed' && value.confidence < SURE)
    return {
      kind: 'checkable',
      because: `its rule is not sure, because examples are few or leave a doubt (confidence ${value.confidence.toFixed(2)})`,
    }
  return { kind: 'rule', because: REASONS[value.kind] }
}

const REASONS = {
  parameter: 'its value is copied from the input',
  computed: 'its value is made of earlier ones by a learned rule',
  read: 'its value is read in an earlier step',
  constant: 'its value is always the same',
  secret: 'its value is a credential of the bot',
} as const

/** Words on buttons and links behind which there is no way back. */
const FINAL =
  /(^|\b)(submit|send|pay|order|book|post|approve|reject|confirm|delete|remove|publish|release|transfer|sign|finish|complete|absenden|senden|buchen|bezahlen|bestellen|freigeben|genehmigen|ablehnen|bestätigen|löschen|abschließen|envoyer|valider|payer|supprimer|confirmer|enviar|pagar|borrar|eliminar|aprobar|inviare|invia|paga|elimina|conferma|verzenden|betalen|verwijderen|bevestigen)(\b|$)/i

/** Roles of fields in which Enter sends the form. */
const SENDING: ReadonlySet<string | null> = new Set([null, 'textbox', 'spinbutton', 'password', 'button', 'link'])

export function isIrreversible(
  action: UiAction,
  name: string | null,
  role: string | null,
  key: string | null = null,
): boolean {
  if (action === 'submit') return true
  if (key !== null && /(?:^|\+)Enter$/.test(key)) return SENDING.has(role)
  if (action !== 'click' && action !== 'double-click') return false
  return (role === null || role === 'button' || role === 'link' || role === 'menuitem') && FINAL.test(name ?? '')
}
