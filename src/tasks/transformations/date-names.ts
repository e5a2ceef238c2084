/** Languages whose names of months and days of the week are known. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'pl'] as const
export type Language = (typeof languages)[number]

/** Months from January, days of the week from Monday, as they are written in the middle of a date. */
const NAMES: Readonly<Record<Language, readonly [months: string, days: string]>> = {
  en: [
    'January February March April May June July August September October November December',
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  ],
  de: [
    'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag',
  ],
  fr: [
    'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    'lundi mardi mercredi jeudi vendredi samedi dimanche',
  ],
  es: [
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    'lunes martes miércoles jueves viernes sábado domingo',
  ],
  it: [
    'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
    'lunedì martedì mercoledì giovedì venerdì sabato domenica',
  ],
  nl: [
    'januari februari maart april mei juni juli augustus september oktober november december',
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  ],
  pt: [
    'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
    'segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo',
  ],
  sv: [
    'januari februari mars april maj juni juli augusti september oktober november december',
    'måndag tisdag onsdag torsdag fredag lördag söndag',
  ],
  da: [
    'januar februar marts april maj juni juli august september oktober november december',
    'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  ],
  pl: [
    'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
    'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  ],
}
const split = (at: 0 | 1): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(languages.map(language => [language, NAMES[language][at].split(' ')]))
export const monthNames: Readonly<Record<string, readonly string[]>> = split(0)
export const dayNames: Readonly<Record<string, readonly string[]>> = split(1)
