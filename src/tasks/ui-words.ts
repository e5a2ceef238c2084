/** Kinds of controls and of their parts (WAI-ARIA roles, HTML), and what form builders call a field that nobody named. */
const CONTROLS = [
  'button checkbox check box combobox combo radio switch slider spinner option options select selection dropdown drop down',
  'list listbox menu tab toolbar link icon cell row column grid table tree form field fields fieldset dialog window page',
  'text textbox textarea input label control element entry editor value number single multi multiple multiline line choice',
  'short long answer question untitled search placeholder',
]
const CONTROLS_ELSEWHERE = [
  'feld eingabe eingabefeld auswahl auswahlfeld kontrollkästchen optionsfeld schaltfläche zeile spalte zelle tabelle formular',
  'seite fenster suche wert champ bouton ligne colonne cellule tableau formulaire fenêtre recherche valeur campo botón casilla',
  'fila columna celda tabla formulario página ventana búsqueda valor',
]
const SIGN_IN = [
  'user username userid id password passcode passphrase pin otp captcha login logon signin sign in',
  'passwort kennwort benutzer benutzername anmeldung contraseña usuario identifiant utilisateur',
]

/** Words of user interfaces and of signing in, lower case: what is called by nothing else is no business object. */
export const UI_WORDS: ReadonlySet<string> = new Set(
  [...CONTROLS, ...CONTROLS_ELSEWHERE, ...SIGN_IN].flatMap(words => words.split(' ')),
)
