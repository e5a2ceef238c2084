import { nameWords } from '../../base/name-words.ts'
import { type UiAction, uiActions } from '../../log/ui-log.ts'
import { actionOf } from './action-logger-event.ts'

/** Words of recorders for what was done, by what stands in them; the first that fits counts. */
const WORDS: readonly (readonly [RegExp, UiAction])[] = [
  [/\b(double|dbl) ?(left )?(mouse )?(click|tap)/, 'double-click'],
  [/\b(right|secondary|context) ?(mouse )?(click|button|menu)|\bcontext menu\b/, 'context-click'],
  [/\bcopy|\bcopied\b|\bclipboard (changed|copy)/, 'copy'],
  [/\bcut\b/, 'cut'],
  [/\bpaste/, 'paste'],
  [/\bundo\b/, 'undo'],
  [/\bredo\b/, 'redo'],
  [/\bunchecked?\b/, 'uncheck'],
  [/\bchecked?\b/, 'check'],
  [/\b(hot ?key|shortcut|keyboard command)\b/, 'hotkey'],
  [
    /\b(entered text|enter text|text input|type into|typed?|typing|input|set text|send text|element changed|value changed|edit|fill)\b/,
    'enter',
  ],
  [/\b(key ?(press|down|stroke)|press key|keyboard)\b/, 'key'],
  [/\b(scroll\w*|mouse wheel|wheel)\b/, 'scroll'],
  [/\b(drag|drop|move item)\b/, 'drag'],
  [/\b(hover|mouse (over|enter))\b/, 'hover'],
  [/\b(text selected|select\w*|choose|chosen|dropdown)\b/, 'select'],
  [/\b(submit\w*|form sent)\b/, 'submit'],
  [/\bsaved?\b/, 'save'],
  [/\b(navigat\w*|go to|goto|page (load\w*|view|changed)|url changed|visit\w*)\b/, 'navigate'],
  [/\b(activat\w*|focus\w*|switch\w*|(active )?window changed|foreground|tab changed)\b/, 'switch'],
  [/\b(close[ds]?|closing|exit|quit|terminated)\b/, 'close'],
  [/\b(open(ed)?|launch\w*|start(ed)? (app|application|program)|new (tab|window)|created)\b/, 'open'],
  [/\bsort\w*/, 'sort'],
  [/\bfilter\w*/, 'filter'],
  [/\bupload\w*/, 'upload'],
  [/\bdownload\w*/, 'download'],
  [/\bprint\w*/, 'print'],
  [/\b(wait\w*|delay)\b/, 'wait'],
  [/\b(comment|note|annotation)\b/, 'note'],
  [/\b(read|get (cell|text|value|range))\b/, 'read'],
  [/\b(click\w*|tap|press button|left mouse)\b/, 'click'],
]

/**
 * The same in German, Polish, French, Spanish, Portuguese, Italian and Dutch, without the marks on letters (`l` for `ł`).
 * Beginnings of words, as these languages have many endings.
 */
const FOREIGN: readonly (readonly [RegExp, UiAction])[] = [
  [
    /(^| )(doppelkli|dwukrotn|podwojn\w* klik|double clic|doble clic|duplo clique|doppio clic|dubbelkli)/,
    'double-click',
  ],
  [
    /(^| )(rechtskli|kontextmenu|prawy|menu kontekst|clic droit|clic derecho|clique direito|clic destro)/,
    'context-click',
  ],
  [/(^| )(kopier|kopio|skopi|copi[eaoé]|gekopieerd)/, 'copy'],
  [/(^| )(ausschneid|wyci[nę]|wytnij|couper|cortar|recortar|taglia|knippen)/, 'cut'],
  [/(^| )(einfug|eingefugt|wklej|coll(er|age)|pega|colar|incolla|plakken)/, 'paste'],
  [/(^| )(ruckgangig|cofnij|cofni|annuler la|deshacer|desfazer|ongedaan)/, 'undo'],
  [/(^| )(tastenkombination|tastenkurzel|skrot klaw|raccourci|atajo|atalho|scorciatoia|sneltoets)/, 'hotkey'],
  [
    /(^| )(text)?(eingab|eingeg|eintipp|getippt|tippen|schreib|bearbeit|wpis|wprowadz|edycja|sais[ie]|introduc|escrib|digita|inserim|inserisc|invoer|ingevoer|typen)/,
    'enter',
  ],
  [/(^| )(taste|tastatur|klawis|nacisni|touche|tecla|tasto|toets)/, 'key'],
  [/(^| )(scrollen|bildlauf|przewij|przewin|defil|desplaz|rolar|rolagem|scorri)/, 'scroll'],
  [
    /(^| )(auswahl|auswahlen|ausgewahlt|wybor|wybran|wybierz|zaznacz|selec|choi[sx]|eleg|seleziona|kiezen|gekozen)/,
    'select',
  ],
  [/(^| )(abs[ec]nd|ubermittel|wysla|wysl|soumett|envoy|enviar|invi[ao]|verzend)/, 'submit'],
  [/(^| )(speicher|gespeichert|sicher|zapis|enregistr|guard|salva|gravar|opslaan|opgeslagen)/, 'save'],
  [/(^| )(aufruf|seitenaufruf|nawig|przejsci|navig|naveg)/, 'navigate'],
  [
    /(^| )(\w*wechsel|\w*gewechselt|wechsl|zmiana (okna|karty)|przelacz|chang\w* d[e ] ?(fenetre|onglet)|cambi\w* de (ventana|pestana)|wissel)/,
    'switch',
  ],
  [/(^| )(schliess|geschlossen|zamkn|zamyk|ferm(er|e|eture)|cerrar|cierr|fechar|chiu[ds]|sluit|gesloten)/, 'close'],
  [
    /(^| )(offn|geoffnet|starten|gestartet|otw[ai]?[rieo]|uruchom|ouvr|ouvert|abr[ie]|apert|apri|openen|geopend)/,
    'open',
  ],
  [/(^| )(druck|wydruk|drukow|imprim|stampa|afdruk)/, 'print'],
  [/(^| )(\w*klick|geklickt|klikn|klik|clic|cliqu|clicc|pulsa)/, 'click'],
]

const unmarked = (words: string) =>
  words.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('ß', 'ss')

/** The action that a word of any recorder stands for; `other` where it tells none. */
export function actionOfWord(word: string): UiAction {
  const exact = actionOf(word)
  if (exact !== 'other') return exact
  const words = nameWords(word)
  const same = uiActions.find(action => action.replace('-', ' ') === words)
  const plain = unmarked(words)
  return (
    same ??
    WORDS.find(([pattern]) => pattern.test(words))?.[1] ??
    FOREIGN.find(([pattern]) => pattern.test(plain))?.[1] ??
    'other'
  )
}
