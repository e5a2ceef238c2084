import type { ValueClass } from '../log/masked.ts'
import { detect } from './detectors/detect.ts'
import type { DetectContext, PersonalClass, Span } from './detectors/span.ts'
import { classOf, classOfValue } from './value-class.ts'
import { lengthBand, lengthOfValue, shapeOfValue } from './value-shape.ts'

/** What a text is, before anything is hashed. */
export interface Analysis {
  readonly class: ValueClass
  readonly shape: string
  readonly length: number
  readonly spans: readonly Span[]
  /** The text with its personal parts named in braces: what a capture rule may keep; null where it is too long to be searched whole. */
  readonly withoutPersonal: string | null
}

/** Units of a value that are searched: more adds nothing to class and shape. */
const LONGEST = 32_768

/** Classes that a field's label gives to any value: nothing in the form of a name or a street speaks against it. */
const BY_LABEL: ReadonlySet<PersonalClass> = new Set(['person-name', 'address', 'account-name', 'machine-name'])

/** Class, shape, length band and personal parts of a value; `isSpecial` leaves a class by form alone and no shape. */
export function analyse(text: string, context: DetectContext, isSpecial = false): Analysis {
  const promised = promisedSpan(text, context)
  const isLong = text.length > LONGEST
  const spans = promised ? [promised] : detect(isLong ? text.slice(0, LONGEST) : text, context)
  const found = classOfValue(text, spans)
  return {
    class: isSpecial && found !== 'empty' ? 'text' : found,
    shape: isSpecial ? '*' : shapeOfValue(text, found, spans),
    length: isSpecial ? lengthBand('') : lengthOfValue(text, found),
    spans,
    withoutPersonal: isLong ? null : replaced(text, spans),
  }
}

/** The whole value as one span, where the label of the field says what it is and the value has letters or enough digits. */
function promisedSpan(text: string, { field }: DetectContext): Span | null {
  if (field === null || !BY_LABEL.has(field)) return null
  const trimmed = text.trim()
  const form = classOf(trimmed)
  if (trimmed === '' || form === 'boolean' || form === 'number' || form === 'date' || form === 'amount') return null
  const from = text.indexOf(trimmed)
  return { from, to: from + trimmed.length, class: field, confidence: 0.9, kind: 'label' }
}

function replaced(text: string, spans: readonly Span[]): string {
  let kept = ''
  let at = 0
  for (const { from, to, class: name } of spans) {
    kept += `${text.slice(at, from)}{${name}}`
    at = to
  }
  return kept + text.slice(at)
}
