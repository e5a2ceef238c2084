import { brazilianCpf } from './br.ts'
import { germanPensionNumber, germanTaxId } from './de.ts'
import { spanishDni } from './es.ts'
import {
  austrianInsuranceNumber,
  belgianNationalNumber,
  czechBirthNumber,
  irishPps,
  portugueseNif,
  romanianCnp,
  swissAhv,
} from './europe.ts'
import { frenchNir } from './fr.ts'
import { britishNino } from './gb.ts'
import { indianAadhaar, indianPan } from './in.ts'
import { italianTaxCode } from './it.ts'
import type { NationalId } from './national-id.ts'
import { dutchBsn } from './nl.ts'
import { danishCpr, finnishHetu, norwegianBirthNumber } from './nordic.ts'
import { polishPesel } from './pl.ts'
import { swedishPersonnummer } from './se.ts'
import { americanSsn } from './us.ts'
import {
  australianTfn,
  canadianSin,
  chineseResidentId,
  koreanRrn,
  mexicanCurp,
  southAfricanId,
  turkishId,
} from './world.ts'

/** All national ids that are known. Adding one: a constant, a line here, a generator in the corpus. */
export const nationalIds: readonly NationalId[] = [
  italianTaxCode,
  mexicanCurp,
  chineseResidentId,
  frenchNir,
  germanPensionNumber,
  germanTaxId,
  norwegianBirthNumber,
  belgianNationalNumber,
  polishPesel,
  turkishId,
  brazilianCpf,
  swissAhv,
  romanianCnp,
  southAfricanId,
  koreanRrn,
  swedishPersonnummer,
  finnishHetu,
  czechBirthNumber,
  austrianInsuranceNumber,
  danishCpr,
  indianAadhaar,
  indianPan,
  spanishDni,
  britishNino,
  irishPps,
  americanSsn,
  canadianSin,
  dutchBsn,
  portugueseNif,
  australianTfn,
]
