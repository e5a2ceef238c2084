import { nameWords } from '../base/name-words.ts'

/** Words that, anywhere in a column's name, promise a person; in the languages of the usual sources. */
const WORDS = new Set(
  (
    'user username userid uname usnam ernam aenam resource performer originator executor employee worker staff operator agent actor owner assignee ' +
    'person people contact caller requester requestor reporter author creator approver manager supervisor responsible clerk caseworker ' +
    'nurse doctor physician patient surname lastname firstname forename email mail telephone phone mobile signature customername ' +
    'benutzer benutzername anwender bearbeiter sachbearbeiter mitarbeiter mitarbeiterin ersteller verantwortlicher ansprechpartner vorname nachname familienname ressource ' +
    'utilisateur employé employe employée agente opérateur operateur responsable prénom prenom auteur courriel ' +
    'usuario empleado empleada operador responsable recurso nombre apellido correo usuário funcionário responsável sobrenome ' +
    'utente operatore addetto dipendente responsabile risorsa cognome ' +
    'gebruiker medewerker behandelaar verantwoordelijke voornaam achternaam ' +
    'użytkownik pracownik uživatel bruger användare medarbetare käyttäjä 用户 担当者'
  ).split(' '),
)
const PHRASES =
  /(^| )(assigned to|first name|last name|full name|given name|family name|user name|e mail|customer name|contact name|display name|social security|ssn)( |$)/
/** `created by`, `resolved by`; not `group by` or `order by`. */
const BY =
  /(^| )(opened|created|updated|modified|changed|approved|resolved|closed|performed|executed|handled|processed|completed|entered|posted|released|requested|reviewed|signed|submitted|erstellt|geändert|genehmigt) (by|von|durch)( |$)/
/** Words behind which even a person's word names no person. */
const NOT =
  /(^| )(count|number of|type|role|group|team|class|cost|rate|agent version|resource cost|email sent|user story|phone model|owner type)( |$)/

/** As the last word: what a person's place is called, not the person. */
const PLACE = /(^| )(country|region|city|location|department|division|section|organization|organisation|unit)$/

/** Whether a column's name promises that its values tell about a person. */
export function isPersonName(name: string): boolean {
  const words = nameWords(name)
  if (NOT.test(words) || PLACE.test(words)) return false
  return PHRASES.test(words) || BY.test(words) || words.split(' ').some(word => WORDS.has(word))
}

const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[\p{L}]{2,}$/u
const PHONE = /^(\+|00)\d[\d\s()/-]{7,18}$/

/**
 * Why a column is about people, as a sentence, or null: by its name, or because at least a third of its values are
 * e-mail addresses or telephone numbers.
 */
export function personReason(name: string, values: readonly string[]): string | null {
  if (isPersonName(name)) return `The name "${name}" promises people.`
  const share = (pattern: RegExp) =>
    values.filter(value => pattern.test(value.trim())).length / Math.max(1, values.length)
  if (share(EMAIL) >= 1 / 3) return 'The values are e-mail addresses.'
  if (share(PHONE) >= 1 / 3) return 'The values are telephone numbers.'
  return null
}
