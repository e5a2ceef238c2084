import type { PersonalClass } from '../detectors/span.ts'
import type { Draw } from './draw.fixture.ts'
import { type Drawn, marked, type Sample } from './sample.fixture.ts'

const SENTENCES: Readonly<Partial<Record<PersonalClass, readonly string[]>>> = {
  email: [
    'Please write to X by Friday.',
    'Bitte an X senden',
    'Contact: X, thanks',
    'Von: Buchhaltung <X>',
    'mailto:X',
    '(X)',
    'Antwort an X; Kopie an uns',
  ],
  phone: [
    'Call me at X tomorrow',
    'Bitte rufen Sie X an',
    'Tel. X',
    'Phone: X',
    'Fax: X, office 3',
    'erreichbar unter Tel.: X (werktags)',
    'mobile X',
    'Téléphone : X',
    'You can reach us under X.',
  ],
  iban: [
    'Please transfer to X until Friday',
    'IBAN: X',
    'Überweisung auf X, BIC folgt',
    'Konto X gehört uns',
    '(X)',
    'IBAN X.',
    'new bank details X for vendor',
  ],
  card: ['Card X expires 05/27', 'Kreditkarte: X', 'paid with X, thanks', '(X)', 'card no. X', 'charged X twice'],
  'national-id': [
    'His number is X.',
    'ID: X',
    'see X, please check',
    '(X)',
    'Person X was entered',
    'the record of X is open',
  ],
  'birth-date': [
    'born on X in Lyon',
    'Geburtsdatum: X',
    'geb. X',
    'DOB: X',
    'date of birth X',
    'geboren am X',
    'née le X',
    'fecha de nacimiento: X',
    'nato il X',
    'Date of birth (X)',
  ],
  'ip-address': [
    'Login from X failed',
    'ping X',
    'server X is down',
    'blocked (X)',
    'Zugriff von X abgelehnt',
    'host X, port 8080',
    'client=X',
  ],
  secret: ['use X for the call', 'token X', 'Authorization: Bearer X', 'key: X', 'Here it is: X.', '"X"'],
  'account-name': ['locked: X', 'Zuweisung an X erfolgt', 'X signed in', 'owner (X)', 'changed by X at noon'],
  'machine-name': ['X is offline', 'remote session on X', 'Drucker an X fehlt', 'restarted (X)', 'backup of X failed'],
  'person-name': [
    'Please call X back',
    'Ticket assigned to X',
    'Rückruf an X erbeten',
    'Approved by X yesterday',
    'signed: X',
    'X is on leave',
    'Dear X,',
  ],
  address: ['Ship to X please', 'Lieferung an X', 'moved to X last year', 'wohnhaft X', 'site: X'],
}
const TITLES = [
  'X - Outlook',
  'Record X - SAP Fiori',
  'Customer X | CRM',
  'Edit X – Mozilla Firefox',
  'X.pdf - Adobe Reader',
  'Search: X - Google Chrome',
]
const ADDRESSES = [
  'https://crm.test/find?q=X',
  'https://portal.test/records/X',
  'https://portal.test/a?id=X&tab=2',
  'http://intra.test/x#X',
]
const ANNOUNCING = ['N: X', 'N X', 'N = X', 'The N is X.', 'N (X)']

/** A value set into a text: bare, in a field, a sentence, a title, an address, with odd spacing. */
export function setting(draw: Draw, found: PersonalClass, { value, kind, labels, needsLabel }: Drawn): Sample {
  const mark = `⟦${found}|${value}⟧`
  const put = (template: string) => template.replace('N', () => draw.of(labels)).replace('X', () => mark)
  const sentences = SENTENCES[found]!
  const roll = draw.int(1, 20)
  if (needsLabel) {
    if (roll <= 8) return marked(mark, kind, 'field', draw.of(labels))
    if (roll <= 14 || found !== 'birth-date') return marked(put(draw.of(ANNOUNCING)), kind, 'sentence')
    return marked(put(draw.of(sentences)), kind, 'sentence')
  }
  if (roll <= 4) return marked(mark, kind, 'bare')
  if (roll <= 7) return marked(mark, kind, 'field', draw.of(labels))
  if (roll <= 13) return marked(put(draw.of(sentences)), kind, 'sentence')
  if (roll <= 16) return marked(put(draw.of(TITLES)), kind, 'title')
  if (roll <= 18 && isPlain(found)) {
    const written = draw.chance(0.5) ? encodeURIComponent(value) : value.replace(/\s/g, '%20')
    return marked(
      draw.of(ADDRESSES).replace('X', () => `⟦${found}|${written}⟧`),
      kind,
      'address',
    )
  }
  return marked(odd(draw, put(draw.of(sentences)), found), kind, 'odd spacing')
}

const isPlain = (found: PersonalClass) => found !== 'person-name' && found !== 'address' && found !== 'account-name'

/** Doubled blanks, tabs, no-break spaces, blanks at the ends. Secrets stay whole: a blank ends them. */
function odd(draw: Draw, text: string, found: PersonalClass): string {
  const blanks = ['  ', '\t', '\u00a0', ' \u00a0', '\u202f', '   ', '\n']
  const spaced = text.replace(/ /g, blank => (found !== 'secret' && draw.chance(0.5) ? draw.of(blanks) : blank))
  return `${draw.of(['', ' ', '\t', '  '])}${spaced}${draw.of(['', ' ', '\n', '\u200b'])}`
}
