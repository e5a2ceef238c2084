import { nameWords } from '../../base/name-words.ts'
import type { SelectorKind } from '../../log/ui-log.ts'

/** What a column of a recording may hold, as a name suggests it. */
export type UiColumnRole =
  | 'time'
  | 'user'
  | 'action'
  | 'value'
  | 'x'
  | 'y'
  | 'cell'
  | 'recording'
  | 'system'
  | 'application'
  | 'document'
  | 'window'
  | 'page'
  | 'group'
  | 'role'
  | 'name'
  | 'identifier'
  | `selector:${SelectorKind}`

/** Names by role, words in lower case; the earlier in a list, the stronger. */
const NAMES: readonly (readonly [UiColumnRole, string])[] = [
  [
    'time',
    'timestamp utc|timestamp|time stamp|event timestamp|event time|event timestamp utc|datetime|date time|start time|time|begin|created at|when|zeitstempel|zeit|local timestamp|date|ts|zeitpunkt|datum|czas|data i czas|data|horodatage|date heure|fecha|fecha hora|hora|data ora|tijd|tijdstip',
  ],
  [
    'user',
    'user id|user|user name|username|windows user|user login|login|employee|operator|resource|agent|person|actor|benutzer|anwender|mitarbeiter|nutzer|użytkownik|uzytkownik|pracownik|utilisateur|usuario|usuário|utente|gebruiker|medewerker',
  ],
  [
    'action',
    'event type|action type|user action|action|event name|event|interaction type|interaction|activity|operation|step type|event category|type of event|aktion|ereignis|type|akcja|zdarzenie|typ zdarzenia|aktionstyp|ereignistyp|action effectuée|événement|evenement|acción|accion|evento|ação|azione|actie|gebeurtenis',
  ],
  [
    'value',
    'value|entered text|input text|input value|text|content|typed text|new value|keyboard input|clipboard content|clipboard|text content|keystrokes|input|wert|eingabe|wartość|wartosc|tekst|eingegebener text|valeur|texte|valor|texto|valore|testo|waarde',
  ],
  ['x', 'x|mouse x|coor x|coord x|pos x|position x|cursor x|pointer x|click x|x coordinate'],
  ['y', 'y|mouse y|coor y|coord y|pos y|position y|cursor y|pointer y|click y|y coordinate'],
  ['cell', 'cell|cell address|cell range|cell reference|cell id|range'],
  ['recording', 'recording|recording id|session id|session|trace id|snippet id|machine session|sitzung'],
  ['system', 'system|system name|sap system|host system'],
  [
    'application',
    'application name|application|app name|app|process name|program|program name|software|executable|exe name|target app|name app|anwendung|programm|aplikacja|aplicación|aplicacion|aplicação|aplicativo|applicazione|applicatie|logiciel|programma|source',
  ],
  ['document', 'document|document name|file name|file|workbook|workbook name|file path|document path|dokument|datei'],
  [
    'window',
    'window title|active window title|window name|window|page title|screen title|screen|screen name|tab title|title|fenster|fenstertitel|okno|tytuł okna|fenêtre|fenetre|titre de la fenêtre|ventana|finestra|venster|janela|titel',
  ],
  [
    'page',
    'url|page url|browser url|web address|address|page|site|website|uri|host|webpage|web page|webseite|seite|strona|adres url|página|pagina',
  ],
  [
    'group',
    'sheet|sheet name|worksheet|worksheet name|form|form name|frame|frame name|table|panel|dialog|container|section',
  ],
  [
    'role',
    'control type|element type|element role|role|tag name|tag|widget type|ui element type|target type|elementtyp|steuerelementtyp|typ elementu|type d élément|tipo de elemento|tipo di elemento',
  ],
  [
    'name',
    'element name|ui element name|control name|label|element label|field name|element text|field|button|button text|caption|element|control|target|target name|widget|object name|feldname|feld|steuerelement|beschriftung|bezeichnung|schaltfläche|pole|nazwa elementu|etykieta|champ|élément|campo|elemento|veld',
  ],
  [
    'identifier',
    'element id|automation id|control id|field id|ui element id|html id|element identifier|target id|object id',
  ],
  ['selector:xpath', 'xpath|x path|element xpath'],
  ['selector:css', 'css|css selector|selector|element selector'],
  ['selector:testid', 'test id|data testid'],
]
const LOOKUP: ReadonlyMap<string, readonly { readonly role: UiColumnRole; readonly strength: number }[]> = (() => {
  const lookup = new Map<string, { role: UiColumnRole; strength: number }[]>()
  // `eventtype` tells no words, so names count without blanks too
  for (const [role, names] of NAMES)
    for (const [i, name] of names.split('|').entries())
      for (const key of new Set([name, name.replaceAll(' ', '')]))
        lookup.set(key, [...(lookup.get(key) ?? []), { role, strength: Math.max(0.5, 1 - i * 0.03) }])
  return lookup
})()

/** How usual (0..1) a name is for a role; a longer name counts by its last words, a little less. */
export function uiNameStrength(name: string, role: UiColumnRole): number {
  const words = nameWords(name.replace(/^(target|event|ui|uiaa?|element)[._]/i, '$1 ')).split(' ')
  for (let skip = 0; skip < Math.min(words.length, 3); skip++) {
    const found = LOOKUP.get(words.slice(skip).join(' '))?.find(entry => entry.role === role)
    if (found) return found.strength * (skip === 0 ? 1 : 0.75)
  }
  return 0
}
