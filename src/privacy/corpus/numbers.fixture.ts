import type { Draw } from './draw.fixture.ts'
import { luhnDigit, remainder } from './ids.fixture.ts'
import type { Drawn } from './sample.fixture.ts'

/** Account structures of the SWIFT registry: `n` digits, `a` upper-case letters, `c` either. */
const IBANS =
  'DE:n18 AT:n16 CH:n5c12 FR:n10c11n2 ES:n20 IT:a1n10c12 NL:a4n10 BE:n12 GB:a4n14 IE:a4n14 PL:n24 PT:n21 SE:n20 DK:n14 NO:n11 FI:n14 CZ:n20 SK:n20 HU:n24 RO:a4c16 BG:a4n6c8 HR:n17 SI:n15 GR:n7c16 LU:n3c13 LT:n16 LV:a4c13 EE:n16 MT:a4n5c18 CY:n8c16 TR:n6c16 SA:n2c18 AE:n19 BR:n23a1c1 IL:n19 LI:n5c12 MC:n10c11n2 SM:a1n10c12 QA:a4c21 PK:a4c16 KW:a4c22 GE:a2n16 UA:n6c19 RS:n18'

export function makeIban(draw: Draw): Drawn {
  const [country, structure] = draw.word(IBANS).split(':') as [string, string]
  const body = structure.replace(/([nac])(\d+)/g, (_, kind: string, count: string) =>
    Array.from({ length: Number(count) }, () =>
      kind === 'n' || (kind === 'c' && draw.chance(0.6)) ? draw.digits(1) : draw.fill('@'),
    ).join(''),
  )
  const digits = [...`${body}${country}00`]
    .map(sign => (/\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55)))
    .join('')
  const iban = `${country}${String(98 - remainder(digits, 97n)).padStart(2, '0')}${body}`
  const fours = iban.match(/.{1,4}/g)!
  const roll = draw.int(1, 20)
  const value =
    roll <= 9
      ? iban
      : roll <= 16
        ? fours.join(' ')
        : roll <= 17
          ? fours.join('-')
          : roll <= 18
            ? iban.toLowerCase()
            : fours.join('\u00a0')
  return { value, kind: country, labels: ['IBAN', 'Bank account'] }
}

/** Prefix and length by issuer. */
const CARDS =
  'Visa:4:16 Visa:4:16 Visa:4:16 Mastercard:51:16 Mastercard:52:16 Mastercard:53:16 Mastercard:54:16 Mastercard:55:16 Mastercard:2221:16 Mastercard:2720:16 Mastercard:2501:16 Amex:34:15 Amex:37:15 Discover:6011:16 Discover:65:16 Discover:644:16 Diners:36:14 Diners:300:14 Diners:38:14 JCB:3528:16 JCB:3589:16 UnionPay:62:16 UnionPay:62:19 Maestro:6759:16 Maestro:5018:16 Mir:2200:16 Visa:4:19 Elo:636368:16 Elo:506699:16 Troy:9792:16 Hipercard:606282:16 Humo:9860:16 UnionPay:81:16 Maestro:6761:18'

export function makeCard(draw: Draw): Drawn {
  const [issuer, prefix, length] = draw.word(CARDS).split(':') as [string, string, string]
  const body = prefix + draw.digits(Number(length) - prefix.length - 1)
  const number = body + luhnDigit(body)
  const sizes =
    length === '15'
      ? [4, 6, 5]
      : length === '14'
        ? [4, 6, 4]
        : length === '19'
          ? [4, 4, 4, 4, 3]
          : length === '18'
            ? [4, 4, 4, 6]
            : [4, 4, 4, 4]
  const roll = draw.int(1, 10)
  const value =
    roll <= 4
      ? number
      : roll <= 8
        ? draw.groups(number, sizes, ' ')
        : roll <= 9
          ? draw.groups(number, sizes, '-')
          : draw.groups(number, sizes, '\u00a0')
  return { value, kind: issuer, labels: ['Card number', 'Kreditkarte', 'Credit card'] }
}

/** How numbers are written: `x` = 2 to 9. Plain runs of digits stand with a label, as they cannot be known otherwise. */
const PHONES =
  '+49 30 ######|+49 89 12######|+49 171 #######|+49 (0)221 #######|+4930########|0049 40 #######|030 #######|(030) #######|0171 #######|0171/#######|089-#######|+49-711-######|' +
  '+1 x1x-x##-####|+1 (x1x) x##-####|(x1x) x##-####|x1x-x##-####|x1x.x##.####|+1x1xx######|1-x1x-x##-####|' +
  '+44 20 #### ####|020 #### ####|+44 7700 ######|07700 ######|01632 ######|0161 ### ####|+44 (0)161 ### ####|' +
  '+33 1 ## ## ## ##|01 ## ## ## ##|06.##.##.##.##|+33 6 ## ## ## ##|0033 1 ## ## ## ##|+34 91 ### ## ##|+34 6## ### ###|91 ### ## ##|6## ## ## ##|' +
  '+39 06 ########|06 ########|+39 3## #######|347 #######|+31 20 ### ####|020-#######|06-########|+31 6 ########|+32 2 ### ## ##|02 ### ## ##|0470 ## ## ##|' +
  '+41 44 ### ## ##|044 ### ## ##|079 ### ## ##|+43 1 #######|+43 664 #######|0664 #######|+46 8 ### ### ##|08-### ### ##|070-### ## ##|+47 22 ## ## ##|+45 ## ## ## ##|+358 40 #######|040 #######|' +
  '+48 22 ### ## ##|+48 6## ### ###|+420 2## ### ###|+36 1 ### ####|+351 21 ### ####|+353 1 ### ####|+30 21# ### ####|+40 21 ### ####|+7 495 ###-##-##|8 (495) ###-##-##|+380 44 ### ## ##|+90 212 ### ## ##|' +
  '+55 11 9####-####|(11) 9####-####|(11) 3###-####|+52 55 #### ####|+54 11 ####-####|+56 2 #### ####|+91 98### #####|98### #####|+91-98########|+86 138 #### ####|138 #### ####|+81 3-####-####|03-####-####|090-####-####|+82 2-####-####|+61 2 #### ####|(02) #### ####|0412 ### ###|+64 9 ### ####|+27 11 ### ####|+65 #### ####|+852 #### ####|+971 4 ### ####|+972 3 ### ####|+20 2 #### ####|+234 803 ### ####|+254 7## ######'
const PLAIN_PHONES = 'x1xx######|030########|12######|6########|22######|8912345###|0301######'

export function makePhone(draw: Draw): Drawn {
  const plain = draw.chance(0.08)
  const pattern = draw.of((plain ? PLAIN_PHONES : PHONES).split('|'))
  const value = draw.fill(pattern.replace(/x/g, () => String(draw.int(2, 9))))
  return {
    value,
    kind: plain ? 'plain digits' : value.startsWith('+') || value.startsWith('00') ? 'international' : 'national',
    labels: ['Phone', 'Telefon', 'Mobile', 'Téléphone', 'Fax'],
    ...(plain ? { needsLabel: true } : {}),
  }
}

export function makeIp(draw: Draw): Drawn {
  const roll = draw.int(1, 10)
  const labels = ['IP address', 'IP']
  const octet = () => draw.int(0, 255)
  if (roll <= 3) return { value: `192.168.${octet()}.${draw.int(1, 254)}`, kind: 'IPv4 private', labels }
  if (roll <= 4) return { value: `10.${octet()}.${octet()}.${draw.int(10, 254)}`, kind: 'IPv4 private', labels }
  if (roll <= 7)
    return { value: `${draw.int(11, 223)}.${draw.int(10, 255)}.${octet()}.${draw.int(1, 254)}`, kind: 'IPv4', labels }
  const group = () => draw.fill('%%%%').replace(/^0+(?=.)/, '')
  if (roll <= 8) return { value: `2001:db8:${Array.from({ length: 6 }, group).join(':')}`, kind: 'IPv6', labels }
  if (roll <= 9) return { value: `2001:db8::${group()}:${draw.fill('#%')}`, kind: 'IPv6 short', labels }
  return { value: `fe80::${group()}:${group()}:${group()}:${group()}`, kind: 'IPv6 link', labels }
}

export function makeBirthDate(draw: Draw): Drawn {
  const { year, month, day, yy, mm, dd } = draw.birth()
  const english = 'January February March April May June July August September October November December'.split(' ')
  const german = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ')
  const french = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')
  const value = draw.of([
    `${year}-${mm}-${dd}`,
    `${dd}.${mm}.${year}`,
    `${day}.${month}.${year}`,
    `${mm}/${dd}/${year}`,
    `${dd}/${mm}/${year}`,
    `${dd}.${mm}.${yy}`,
    `${dd}-${mm}-${year}`,
    `${day} ${english[month - 1]} ${year}`,
    `${english[month - 1]} ${day}, ${year}`,
    `${day}. ${german[month - 1]} ${year}`,
    `${day} ${french[month - 1]} ${year}`,
  ])
  return {
    value,
    kind: 'date',
    labels: [
      'Date of birth',
      'Geburtsdatum',
      'DOB',
      'Birth date',
      'Date de naissance',
      'Geburtstag',
      'Fecha de nacimiento',
      'Data di nascita',
    ],
    needsLabel: true,
  }
}
