import { datesIn } from './dates.ts'
import type { Detector } from './span.ts'

const ANNOUNCED =
  /(?:\bborn(?: on)?|birth(?: ?date|day)?|date of birth|\bd\.?o\.?b\b\.?|geboren(?: am)?|\bgeb\.?|geburtsdatum|geburtstag|né\(?e?\)?(?: le)?|née(?: le)?|naissance|nacid[oa](?: el)?|nacimiento|nat[oa](?: il)?|nascita|geboortedatum|geboren op|född|födelsedatum|urodzen(?:ia|y|a)|ur\.|nascimento|nascid[oa]|fødselsdato|født|syntymäaika|syntynyt|narozen[íi]?)[^\p{L}\d]{0,4}(?:\p{L}{1,9}[^\p{L}\d]{1,3}){0,3}$|[*†]\s?$/iu
/** A cheap look for any of the words below. */
const HINT = /born|birth|d\.?o\.?b|geb|naiss|\bné|nac|nat[oa]|nasc|född|født|urodz|\bur\.|synt|naro|[*†]/i
const FOLLOWED = /^[^\p{L}\d]{0,3}(?:geboren|born|\(?dob\b|date of birth|geburtsdatum)/iu

/** Days of birth: a date, and words or a label that say so. A date alone is none. */
export const birthDate: Detector = {
  class: 'birth-date',
  mayHold: ({ digits, dots, dashes, slash, letters }) =>
    digits >= 4 && (dots >= 2 || dashes >= 2 || slash || letters >= 3),
  find: (text, { field }) =>
    !/[-./]\d|(?:18|19|20)\d\d/.test(text) || (field !== 'birth-date' && !HINT.test(text))
      ? []
      : datesIn(text)
          .filter(({ year }) => year >= 1880 && year <= 2100)
          .filter(
            ({ from, to }) =>
              field === 'birth-date' ||
              ANNOUNCED.test(text.slice(Math.max(0, from - 48), from)) ||
              FOLLOWED.test(text.slice(to, to + 24)),
          )
          .map(({ from, to }) => ({ from, to, class: 'birth-date', confidence: 0.92, kind: 'date' })),
}
