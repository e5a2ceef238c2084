import { nameWords } from '../../../base/name-words.ts'
import { textAt, type UiElements } from '../../../log/ui-log.ts'
import { visit } from '../cleaning.ts'
import type { CleaningRule } from '../rule.ts'

/** Words of pages, windows and dialogs where people sign in, in several languages. */
const SIGN_IN =
  /\b(?:log ?[io]n|sign ?[io]n|log ?out|log ?off|sign ?out|single sign on|sso|oauth2?|authenticate|authentication|anmelden|anmeldung|abmelden|einloggen|connexion|iniciar sesi[oó]n|accedi|aanmelden|inloggen|logga in|zaloguj)\b/u

/**
 * Signing in and out serves every task and belongs to none. Told by the page, window or dialog: a field called password
 * on a page of the work itself (a process that enters credentials somewhere) stays a step.
 */
export const signIn: CleaningRule = {
  id: 'sign-in',
  does: 'What is done on a page or in a dialog for signing in is overhead.',
  examples: [
    {
      before: `ann | Chrome | enter textbox User on https://shop.test/login = ann
ann | Chrome | enter textbox Password in Login = x
ann | Chrome | click button Orders on https://shop.test/start
ann | Chrome | enter textbox Password on https://shop.test/accounts/new = y`,
      after: `1 overhead
2 overhead
3 ann | Chrome | click button Orders on https://shop.test/start
4 ann | Chrome | enter textbox Password on https://shop.test/accounts/new = y`,
    },
  ],
  apply(cleaning) {
    const signing = signInElements(cleaning.ui.elements)
    const rows: number[] = []
    visit(cleaning, row => {
      const element = cleaning.element[row]!
      if (element >= 0 && signing[element] === 1) rows.push(row)
    })
    for (const row of rows) cleaning.drop(row, 'overhead')
    return rows.length
  },
}

function signInElements(elements: UiElements): Uint8Array {
  const signing = new Uint8Array(elements.size)
  for (let e = 0; e < elements.size; e++) {
    const page = textAt(elements.page, e)?.replace(/^[a-z][a-z\d+.-]*:\/\//i, '') ?? ''
    const path = page.includes('/') ? page.slice(page.indexOf('/')) : ''
    const places = [path, textAt(elements.window, e) ?? '', textAt(elements.group, e) ?? '']
    if (places.some(place => SIGN_IN.test(nameWords(place)))) signing[e] = 1
  }
  return signing
}
