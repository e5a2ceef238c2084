import { isDay, isShortDay, luhn } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

/** Personnummer, samordningsnummer (day + 60): date of birth, serial, Luhn over the last ten digits. */
export const swedishPersonnummer: NationalId = {
  kind: 'SE personal identity number',
  lengths: [10, 12],
  pattern: /^(?:18|19|20)?\d{10}$/,
  isValid(compact) {
    const ten = compact.slice(-10)
    const day = +ten.slice(4, 6)
    const plain = String(day > 60 ? day - 60 : day)
    const isBorn =
      compact.length === 12
        ? isDay(+compact.slice(0, 4), +ten.slice(2, 4), +plain)
        : isShortDay(ten.slice(0, 2), ten.slice(2, 4), plain)
    return isBorn && luhn(ten)
  },
  // ten or twelve digits that begin with a recent day are numbers of orders as well
  alone: ({ form, compact }) =>
    form === '8-4' || form === '6+4'
      ? 0.92
      : form === '6-4'
        ? 0.8
        : form === '12' && +compact.slice(0, 4) < 2012
          ? 0.8
          : 0.3,
  announced: /personn(?:umme)?r|person-?nr|\bpnr\b|samordningsnummer|personal identity number/,
}
