import { nameWords } from '../base/name-words.ts'
import type { PersonalClass } from './detectors/span.ts'

/** What the label or identifier of a field promises of its value. */
export interface FieldPromise {
  readonly class: PersonalClass | null
  /** Passwords, PINs, codes: nothing of the value may be kept. */
  readonly isSecret: boolean
  /** Special categories (GDPR Art. 9, 10) and what comes close: no hash across people, no shape. */
  readonly isSpecial: boolean
  readonly words: string
}

const phrase = (words: string) => new RegExp(`(?:^| )(?:${words})(?: |$)`)
const SECRET = phrase(
  'passw(?:or)?d|passwort|password\\d?|pwd|passcode|passphrase|pin|pincode|pin code|kennwort|mot de passe|motdepasse|contrase(?:ñ|n)a|clave|senha|wachtwoord|lösenord|hasło|heslo|' +
    'secret|client secret|token|api key|apikey|access key|private key|credentials?|cvv2?|cvc2?|card verification|otp|one time (?:code|password)|tan|mfa|2fa|totp|security (?:code|answer)|sicherheits(?:code|frage|antwort)|verification code|geheim(?:zahl|nis)?',
)
const SPECIAL = phrase(
  'diagnos[ei]s?|diagnose[n]?|icd|icd 10|disease|illness|symptoms?|medication|allerg(?:y|ies)|blood (?:type|group)|disability|pregnan(?:t|cy)|health (?:status|condition)|sick(?:ness)?(?: leave)?|' +
    'krankheit|krankmeldung|gesundheit|behinderung|schwerbehinderung|blutgruppe|schwangerschaft|maladie|handicap|grossesse|enfermedad|discapacidad|malattia|ziekte|' +
    'religion|konfession|church|kirche|ethnicity|ethnic origin|race|nationality|staatsangehörigkeit|sexual orientation|gender identity|union(?: member(?:ship)?)?|gewerkschaft|syndicat|' +
    'political|party membership|criminal(?: record)?|convictions?|vorstrafen|biometric|genetic|marital status|familienstand',
)
/** In the order in which they are asked; the first that fits wins. */
const CLASSES: readonly (readonly [PersonalClass, RegExp])[] = [
  ['email', phrase('e ?mail(?: address| adresse)?|mail address|courriel|correo(?: electrónico)?|e ?post')],
  [
    'phone',
    phrase(
      'phone|telephone|tel|tel (?:no|nr|number)|telefon|telefonnummer|mobile|mobil|mobiltelefon|handy|handynummer|cell|cellphone|fax|faxnummer|téléphone|portable|teléfono|móvil|telefono|cellulare|telefoon|mobiel|gsm|celular|telefone|rufnummer|puhelin|numer telefonu',
    ),
  ],
  ['iban', phrase('iban|bank account|account iban|bankverbindung|kontonummer')],
  [
    'card',
    phrase(
      'card|cc|card (?:no|nr|number)|cardnumber|credit card(?: number)?|creditcard|pan|kreditkarte|kreditkartennummer|karte|carte(?: bancaire| de crédit)?|tarjeta|kartennummer',
    ),
  ],
  [
    'national-id',
    phrase(
      'ssn|social security(?: (?:no|number))?|nino|national insurance(?: (?:no|number))?|steuer ?id|steuerliche? identifikationsnummer|idnr|tax id|tin|nir|numéro de sécurité sociale|sécurité sociale|dni|nie|nif|codice fiscale|bsn|burgerservicenummer|personnummer|pesel|cpf|aadhaar|national id(?: number)?|rijksregisternummer|ahv(?: nummer)?|ahvn13|svnr|sozialversicherungsnummer|rentenversicherungsnummer|sv nummer|cpr|cpr nummer|hetu|henkilötunnus|fødselsnummer|rodné číslo|curp|pps|ppsn|sin|social insurance number|tfn|cnp|id card|passport(?: (?:no|number))?|personalausweis(?:nummer)?|reisepass',
    ),
  ],
  [
    'birth-date',
    phrase(
      'date of birth|birth ?date|birthday|dob|born|geburtsdatum|geburtstag|geb|geboren|date de naissance|né le|née le|fecha de nacimiento|data di nascita|geboortedatum|födelsedatum|data urodzenia|data de nascimento|fødselsdato|syntymäaika|datum narození',
    ),
  ],
  ['ip-address', phrase('ip|ip address|ip adresse|ipv4|ipv6|remote addr')],
  [
    'address',
    phrase(
      'street|street address|address|address line|address line \\d|address \\d|home address|postal address|billing address|shipping address|delivery address|strasse|straße|anschrift|adresse|adress|indirizzo|dirección|direccion|endereço|adres|straat|calle|rue|hausnummer',
    ),
  ],
  [
    'machine-name',
    phrase(
      'host ?name|host|computer ?name|computer|machine|machine name|workstation|rechner|rechnername|device name|server ?name',
    ),
  ],
  [
    'account-name',
    phrase(
      'user ?name|user|user ?id|login|login ?name|log ?on|benutzer|benutzername|benutzerkennung|anwender|identifiant|utilisateur|usuario|utente|gebruiker|gebruikersnaam|användarnamn|account name|sign in name',
    ),
  ],
  [
    'person-name',
    phrase(
      'first ?name|last ?name|full ?name|given ?name|family ?name|sur ?name|fore ?name|middle ?name|maiden name|name of (?:employee|patient|customer|person|student|applicant)|(?:employee|patient|customer|contact|applicant|student|account holder|card holder|cardholder|beneficiary|recipient|sender|driver|insured|claimant|payee) ?name|patient|applicant|cardholder|contact person|account holder|beneficiary|' +
        'vorname|nachname|familienname|ansprechpartner|kontoinhaber|sachbearbeiter|mitarbeiter|prénom|prenom|nom de famille|nom|nombre|apellidos?|cognome|nome|voornaam|achternaam|förnamn|efternamn|imię|nazwisko|sobrenome',
    ),
  ],
]
const NONE: FieldPromise = { class: null, isSecret: false, isSpecial: false, words: '' }

/** What the name of a field promises, by its words in the languages of the usual sources. Cost: one pass a distinct name; cache it. */
export function fieldPromise(name: string | null | undefined): FieldPromise {
  if (!name) return NONE
  const words = nameWords(name.slice(0, 120))
  if (words === '') return NONE
  return {
    class: CLASSES.find(([, pattern]) => pattern.test(words))?.[0] ?? null,
    isSecret: SECRET.test(words),
    isSpecial: SPECIAL.test(words),
    words,
  }
}
