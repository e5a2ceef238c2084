import type { Detector, Span } from './span.ts'

const HOUSE = '\\d{1,5}(?: ?[a-zA-Z](?![\\p{L}\\d]))?(?:[-/]\\d{1,4})?'
const FORMS: readonly (readonly [RegExp, string])[] = [
  // Hauptstraße 12a, Lange Gasse 3, Am Markt 5
  [
    new RegExp(
      `(?<![\\p{L}\\d])(?:\\p{Lu}[\\p{Ll}.-]{1,20} ){0,2}\\p{Lu}[\\p{L}-]{0,24}(?:-?[Ss]tra(?:ß|ss)e|-?[Ss]tr\\.|-?[Gg]asse|-?[Ww]eg|-?[Aa]llee|-?[Pp]latz|-?[Rr]ing|-?[Dd]amm|ufer|chaussee|pfad|straat|laan|gracht|kade|plein|dijk|plantsoen|singel|dreef|steeg|gatan|vägen|gata|gränden|gärdet|vej|gade|gaden|vænget|parken|alle|katu|tie|kuja|polku|kaari|rinne|linja) ?${HOUSE}(?![\\p{L}\\d])`,
      'gu',
    ),
    'street and number',
  ],
  [
    new RegExp(
      `(?<![\\p{L}\\d])\\p{Lu}\\p{Ll}{2,20} (?:Straße|Strasse|Str\\.|Gasse|Weg|Allee|Platz|Ring|Damm|Ufer|Gata|Väg|Alle|Gade|Vej|Caddesi|Cad\\.|Sokak|Sokağı|Sk\\.|Bulvarı|Mahallesi|utca|út|útja|körút|tér|köz|sétány|fasor|náměstí|Náměstí|nám\\.|ulica|ulice|trg) ${HOUSE}(?![\\p{L}\\d])`,
      'gu',
    ),
    'street and number',
  ],
  [
    new RegExp(
      `(?<![\\p{L}\\d])(?:Am|An der|An den|Auf dem|Im|In der|Zum|Zur) \\p{Lu}\\p{Ll}{2,20} ${HOUSE}(?![\\p{L}\\d])`,
      'gu',
    ),
    'street and number',
  ],
  // 12 High Street, 1600 Pennsylvania Avenue NW
  [
    /(?<![\p{L}\d.,])\d{1,5}[A-Za-z]?,? (?:(?:North|South|East|West|[NSEW]\.?|Old|New|Upper|Lower|St\.?|Great|Little) ){0,2}\p{Lu}[\p{L}'’.-]{1,20}(?: \p{Lu}[\p{L}'’.-]{1,20}){0,2} (?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Close|Crescent|Gardens|Grove|Parkway|Pkwy|Highway|Hwy|Circle|Row|Mews|Hill|Park|Walk|Trail|Trl|Loop|Turnpike|Tpke|Pike|Heights|Hts|Ridge|Crossing|Xing|Cove|Glen|Manor|Meadows?|Pines|Spurs?|Groves?|Courts|Vale|Paddock|Wynd|Mead)\.?(?: (?:N|S|E|W|NW|NE|SW|SE)\b)?(?![\p{L}\d])/gu,
    'number and street',
  ],
  [
    /(?<![p{L}\d.,])\d{1,5}(?:st|nd|rd|th)? (?:[NSEW]\.? )?\d{1,3}(?:st|nd|rd|th) (?:Street|St|Avenue|Ave)\b/g,
    'number and street',
  ],
  // 10 rue de la Paix; Calle Mayor 5; Via Roma, 12; ul. Długa 7; Rua Augusta, 1500
  [
    /(?<![\p{L}\d.,])\d{1,4}(?: ?(?:bis|ter|[a-c]))?,? (?:rue|avenue|av\.|boulevard|bd|place|chemin|allée|impasse|quai|cours|route|square|passage|voie|faubourg|esplanade)(?: (?:de|du|des|la|le|les|l'|d'|l’|d’)){0,3} ?(?:[\p{L}'’-]{2,20})(?: \p{Lu}[\p{L}'’-]{1,20}){0,3}/giu,
    'number and street',
  ],
  [
    new RegExp(
      `(?<![\\p{L}\\d])(?:Calle|C/|Camino|Travesía|Carretera|Avenida|Avda\\.|Av\\.|Plaza|Paseo|Ronda|Via|Viale|Piazza|Corso|Largo|Vicolo|Contrada|Borgo|Strada|Salita|Rotonda|Rua|Alameda|Rodovia|Travessa|Praça|Estrada|ul\\.|al\\.|os\\.|pl\\.|ulica|ulice|nám\\.|Strada|Str\\.|Bulevardul|Bd\\.|Aleea|Calea|Intrarea|Șoseaua) ?(?:(?:de|del|della|dei|delle|di|da|do|dos|das|la|el|los|las|san|santa)\\b ?){0,2}\\p{Lu}[\\p{L}'’.-]{1,20}(?: \\p{Lu}?[\\p{L}'’.-]{1,20}){0,3},? ?(?:n[.º°]? ?)?${HOUSE}(?![\\p{L}\\d])`,
      'gu',
    ),
    'street and number',
  ],
  [
    /(?<![\p{L}\d])(?:P\.? ?O\.? ?Box|Postfach|Boîte postale|BP|Apartado|Casella postale|Postbus) \d{1,6}(?: \d{2,4})?\b/giu,
    'box',
  ],
]

/** A cheap look for any of the words above. */
const HINT =
  /\bst\b|str|gasse|weg|all[eé]e?|pfad|dijk|plantsoen|singel|dreef|steeg|gränd|gärdet|gaden|vænget|parken|kuja|polku|kaari|rinne|linja|väg|caddesi|cad\.|sokak|sokağı|bulvarı|mahallesi|utca|út|körút|tér|köz|sétány|fasor|náměstí|trg|trail|trl|loop|pike|tpke|heights|hts|ridge|cross|xing|cove|glen|manor|mead|pines|spur|vale|paddock|wynd|voie|faubourg|esplanade|camino|travesía|carretera|contrada|borgo|salita|rotonda|alameda|rodovia|bulevard|alee|calea|intrarea|șoseaua|platz|ring|damm|ufer|chauss|laan|gracht|kade|plein|gatan|vägen|gata|vej|gade|katu|tie|(?:am|an de[rn]|auf dem|im|in der|zu[mr]) \S+ \d|avenue|ave\b|road|\brd|lane|\bln|drive|\bdr\b|boulevard|blvd|\bbd\b|court|\bct|plac|\bpl\b|square|\bsq\b|terrace|way|close|crescent|gardens|grove|p(?:ar)?kwy|parkway|highway|hwy|circle|\brow\b|mews|hill|park|walk|rue|chemin|impasse|quai|cours|route|passage|calle|\bc\/|avenida|avda|\bav\.|plaza|paseo|ronda|via|piazza|corso|largo|vicolo|rua|travessa|praça|estrada|\bul\.|\bal\.|\bos\.|\bpl\.|ulic|nám|box|postfach|postale|\bbp\b|apartado|postbus/i

/** Postal addresses by their street line; a code and a town alone are none. Every pattern is bounded. */
export const address: Detector = {
  class: 'address',
  mayHold: ({ digits, letters }) => digits >= 1 && letters >= 4,
  find(text) {
    const spans: Span[] = []
    if (!HINT.test(text)) return spans
    for (const [pattern, kind] of FORMS)
      for (const match of text.matchAll(pattern)) {
        const from = match.index
        const to = withTown(text, from + match[0].length)
        spans.push({ from, to, class: 'address', confidence: 0.75, kind })
      }
    return spans
  },
}

const TOWN =
  /^,? ?(?:\n)?(?:[A-Z]{1,2}-)?(?:\d{4,5}(?:-\d{3,4})?(?: [A-Z]{2}\b)? \p{Lu}[\p{L}'’-]{1,24}(?: \p{Lu}[\p{L}'’-]{1,24}){0,2}|\p{Lu}[\p{L}'’-]{1,24}(?: \p{Lu}[\p{L}'’-]{1,24}){0,2},? (?:[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}))/u

/** End of code and town behind a street line, where they follow. */
const withTown = (text: string, to: number): number => to + (TOWN.exec(text.slice(to, to + 100))?.[0].length ?? 0)
