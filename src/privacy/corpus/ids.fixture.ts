import type { Draw } from './draw.fixture.ts'
import type { Drawn } from './sample.fixture.ts'

/** Generators of national ids, written from the rules of each country; check digits are found by the published sums. */
type Make = (draw: Draw) => Drawn

const digitSum = (digits: string, weights: readonly number[]) =>
  [...digits].slice(0, weights.length).reduce((sum, digit, i) => sum + Number(digit) * weights[i]!, 0)

/** The digit that makes a string pass Luhn when appended. */
export function luhnDigit(body: string): string {
  const doubled = [...body].reverse().map((digit, i) => (i % 2 === 0 ? Number(digit) * 2 : Number(digit)))
  const sum = doubled.map(n => (n > 9 ? n - 9 : n)).reduce((a, b) => a + b, 0)
  return String((10 - (sum % 10)) % 10)
}

/** Remainder of a long number of digits. */
export const remainder = (digits: string, by: bigint): number => Number(BigInt(digits) % by)

const again = <T>(make: () => T | null): T => {
  for (;;) {
    const made = make()
    if (made !== null) return made
  }
}

export const nationalIdMakers: Readonly<Record<string, Make>> = {
  'US SSN': draw => {
    const area = again(() => {
      const n = draw.int(1, 899)
      return n === 666 ? null : String(n).padStart(3, '0')
    })
    const ssn = `${area}-${String(draw.int(1, 99)).padStart(2, '0')}-${String(draw.int(1, 9999)).padStart(4, '0')}`
    const labels = ['SSN', 'Social security number']
    const roll = draw.int(1, 10)
    if (roll <= 7) return { value: ssn, kind: 'US SSN', labels }
    if (roll <= 8) return { value: ssn.replaceAll('-', ' '), kind: 'US SSN', labels }
    return { value: ssn.replaceAll('-', ''), kind: 'US SSN', labels, needsLabel: true }
  },
  'GB NINO': draw => {
    const prefix = again(() => {
      const two = draw.of([...'ABCEGHJKLMNOPRSTWXYZ']) + draw.of([...'ABCEGHJKLMNPRSTWXYZ'])
      return ['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'].includes(two) ? null : two
    })
    const nino = prefix + draw.digits(6) + draw.word('A B C D')
    return {
      value: draw.chance(0.5) ? nino : draw.groups(nino, [2, 2, 2, 2, 1], ' '),
      kind: 'GB NINO',
      labels: ['National Insurance number', 'NINO'],
    }
  },
  'DE tax id': draw => {
    const digits = again(() => {
      const pool = draw.shuffled([...'0123456789'])
      const rest = pool.slice(1, draw.chance(0.8) ? 9 : 8)
      const text = draw.shuffled([...rest, ...Array<string>(10 - rest.length).fill(pool[0]!)]).join('')
      return text.startsWith('0') || /(.)\1\1/.test(text) ? null : text
    })
    let product = 10
    for (const digit of digits) {
      const sum = (Number(digit) + product) % 10 || 10
      product = (sum * 2) % 11
    }
    const id = digits + String((11 - product) % 10)
    return {
      value: draw.chance(0.6) ? id : draw.groups(id, [2, 3, 3, 3], ' '),
      kind: 'DE tax id',
      labels: ['Steuer-ID', 'Steuerliche Identifikationsnummer', 'IdNr.'],
    }
  },
  'DE pension number': draw => {
    const { dd, mm, yy } = draw.birth()
    const letter = draw.int(0, 25)
    const body = `${draw.word('02 03 08 12 13 15 21 53 65')}${dd}${mm}${yy}`
    const serial = draw.digits(2)
    const digits = `${body}${String(letter + 1).padStart(2, '0')}${serial}`
    const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
    const check = [...digits].reduce((sum, digit, i) => {
      const product = String(Number(digit) * weights[i]!)
      return sum + [...product].reduce((a, b) => a + Number(b), 0)
    }, 0)
    const number = `${body}${String.fromCharCode(65 + letter)}${serial}${check % 10}`
    return {
      value: draw.chance(0.5) ? number : draw.groups(number, [2, 6, 1, 3], ' '),
      kind: 'DE pension number',
      labels: ['Rentenversicherungsnummer', 'SV-Nummer'],
    }
  },
  'FR NIR': draw => {
    const { yy, mm } = draw.birth()
    const corsica = draw.chance(0.08)
    const department = corsica ? draw.word('2A 2B') : String(draw.int(1, 95)).padStart(2, '0')
    const body = `${draw.word('1 2')}${yy}${mm}${department}${draw.digits(3)}${draw.digits(3)}`
    const key = 97 - remainder(body.replace('2A', '19').replace('2B', '18'), 97n)
    const nir = body + String(key).padStart(2, '0')
    return {
      value: draw.chance(0.5) ? nir : draw.groups(nir, [1, 2, 2, 2, 3, 3, 2], ' '),
      kind: 'FR NIR',
      labels: ['Numéro de sécurité sociale', 'NIR'],
    }
  },
  'ES DNI': draw => {
    const number = draw.int(1_000_000, 99_999_999)
    const dni = String(number).padStart(8, '0') + 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]
    const form = draw.int(1, 3)
    return {
      value: form === 1 ? dni : form === 2 ? `${dni.slice(0, 8)}-${dni[8]}` : `${dni.slice(0, 8)} ${dni[8]}`,
      kind: 'ES DNI',
      labels: ['DNI', 'NIF'],
    }
  },
  'ES NIE': draw => {
    const [first, number] = [draw.int(0, 2), draw.digits(7)]
    const letter = 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(`${first}${number}`) % 23]
    const separator = draw.chance(0.4) ? '-' : ''
    return { value: `${'XYZ'[first]}${separator}${number}${separator}${letter}`, kind: 'ES NIE', labels: ['NIE'] }
  },
  'IT codice fiscale': draw => {
    const { yy, month, day } = draw.birth()
    const born = String(draw.chance(0.5) ? day : day + 40).padStart(2, '0')
    const consonants = () => draw.of([...'BCDFGLMNPRSTVZ'])
    const body = `${Array.from({ length: 6 }, consonants).join('')}${yy}${'ABCDEHLMPRST'[month - 1]}${born}${draw.word('A B C D F G H L Z')}${String(draw.int(1, 999)).padStart(3, '0')}`
    const odd: Record<string, number> = {}
    ;[1, 0, 5, 7, 9, 13, 15, 17, 19, 21].forEach((value, digit) => {
      odd[digit] = value
      odd['ABCDEFGHIJ'[digit]!] = value
    })
    Object.assign(odd, {
      K: 2,
      L: 4,
      M: 18,
      N: 20,
      O: 11,
      P: 3,
      Q: 6,
      R: 8,
      S: 12,
      T: 14,
      U: 16,
      V: 10,
      W: 22,
      X: 25,
      Y: 24,
      Z: 23,
    })
    const even = (sign: string) => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65)
    const sum = [...body].reduce((total, sign, i) => total + (i % 2 === 0 ? odd[sign]! : even(sign)), 0)
    const code = body + String.fromCharCode(65 + (sum % 26))
    return {
      value: draw.chance(0.8) ? code : draw.groups(code, [3, 3, 5, 5], ' '),
      kind: 'IT codice fiscale',
      labels: ['Codice fiscale', 'C.F.'],
    }
  },
  'NL BSN': draw => {
    const bsn = again(() => {
      const eight = `${draw.int(1, 9)}${draw.digits(7)}`
      const check = digitSum(eight, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
      return check === 10 ? null : eight + check
    })
    return { value: bsn, kind: 'NL BSN', labels: ['BSN', 'Burgerservicenummer'], needsLabel: true }
  },
  'SE personnummer': draw => {
    const { year, yy, mm, dd } = draw.birth()
    const nine = `${yy}${mm}${dd}${draw.digits(3)}`
    const check = luhnDigit(nine)
    const labels = ['Personnummer', 'Pers.nr']
    const roll = draw.int(1, 4)
    const end = nine.slice(6) + check
    if (roll === 1) return { value: `${year}${mm}${dd}-${end}`, kind: 'SE personnummer', labels }
    if (roll === 2) return { value: `${year}${mm}${dd}${end}`, kind: 'SE personnummer', labels }
    if (roll === 3) return { value: `${yy}${mm}${dd}-${end}`, kind: 'SE personnummer', labels }
    return { value: `${yy}${mm}${dd}${end}`, kind: 'SE personnummer', labels: ['Personnummer'], needsLabel: true }
  },
  'PL PESEL': draw => {
    const { year, month, yy, dd } = draw.birth()
    const ten = `${yy}${String(month + (year >= 2000 ? 20 : 0)).padStart(2, '0')}${dd}${draw.digits(4)}`
    const sum = digitSum(ten, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3])
    return { value: ten + String((10 - (sum % 10)) % 10), kind: 'PL PESEL', labels: ['PESEL'] }
  },
  'BR CPF': draw => {
    const nine = again(() => {
      const digits = draw.digits(9)
      return /^(.)\1+$/.test(digits) ? null : digits
    })
    const check = (digits: string) => {
      const rest = [...digits].reduce((sum, digit, i) => sum + Number(digit) * (digits.length + 1 - i), 0) % 11
      return rest < 2 ? '0' : String(11 - rest)
    }
    const ten = nine + check(nine)
    const cpf = ten + check(ten)
    return {
      value: draw.chance(0.6) ? `${draw.groups(cpf, [3, 3, 3], '.')}-${cpf.slice(9)}` : cpf,
      kind: 'BR CPF',
      labels: ['CPF'],
    }
  },
  'IN Aadhaar': draw => {
    const eleven = `${draw.int(2, 9)}${draw.digits(10)}`
    const aadhaar = eleven + verhoeffDigit(eleven)
    const grouped = draw.chance(0.7)
    return {
      value: grouped ? draw.groups(aadhaar, [4, 4, 4], ' ') : aadhaar,
      kind: 'IN Aadhaar',
      labels: ['Aadhaar', 'Aadhaar number'],
      ...(grouped ? {} : { needsLabel: true }),
    }
  },
  'BE number': draw => {
    const { year, yy, mm, dd } = draw.birth()
    const nine = `${yy}${mm}${dd}${String(draw.int(1, 997)).padStart(3, '0')}`
    const check = String(97 - remainder(year >= 2000 ? `2${nine}` : nine, 97n)).padStart(2, '0')
    return {
      value: draw.chance(0.6) ? `${yy}.${mm}.${dd}-${nine.slice(6)}.${check}` : nine + check,
      kind: 'BE number',
      labels: ['Rijksregisternummer', 'Numéro de registre national'],
    }
  },
  'CH AHV': draw => {
    const twelve = `756${draw.digits(9)}`
    const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
    const ahv = twelve + String((10 - (sum % 10)) % 10)
    return {
      value: draw.chance(0.7) ? draw.groups(ahv, [3, 4, 4, 2], '.') : ahv,
      kind: 'CH AHV',
      labels: ['AHV-Nummer', 'N° AVS'],
    }
  },
  'FI HETU': draw => {
    const { year, yy, mm, dd } = draw.birth()
    const serial = String(draw.int(2, 899)).padStart(3, '0')
    const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${dd}${mm}${yy}${serial}`) % 31]
    return {
      value: `${dd}${mm}${yy}${year >= 2000 ? 'A' : '-'}${serial}${check}`,
      kind: 'FI HETU',
      labels: ['Henkilötunnus'],
    }
  },
  'NO fødselsnummer': draw =>
    again(() => {
      const { yy, mm, dd } = draw.birth()
      const nine = `${dd}${mm}${yy}${draw.digits(3)}`
      const first = (11 - (digitSum(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11
      if (first === 10) return null
      const second = (11 - (digitSum(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11
      if (second === 10) return null
      const number = `${nine}${first}${second}`
      return {
        value: draw.chance(0.6) ? number : draw.groups(number, [6, 5], ' '),
        kind: 'NO fødselsnummer',
        labels: ['Fødselsnummer'],
      }
    }),
  'AT SVNR': draw =>
    again(() => {
      const { yy, mm, dd } = draw.birth()
      const serial = String(draw.int(100, 999))
      const check = digitSum(`${serial}${dd}${mm}${yy}`, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11
      if (check === 10) return null
      const grouped = draw.chance(0.6)
      return {
        value: `${serial}${check}${grouped ? ' ' : ''}${dd}${mm}${yy}`,
        kind: 'AT SVNR',
        labels: ['SVNR', 'Sozialversicherungsnummer'],
        ...(grouped ? {} : { needsLabel: true }),
      }
    }),
  'CZ rodné číslo': draw =>
    again(() => {
      const { year, month, yy, dd } = draw.birth()
      const born = `${yy}${String(month + (draw.chance(0.5) ? 50 : 0)).padStart(2, '0')}${dd}`
      const serial = draw.digits(4)
      if (year < 1954 || Number(born + serial) % 11 !== 0) return null
      return { value: `${born}/${serial}`, kind: 'CZ rodné číslo', labels: ['Rodné číslo'] }
    }),
  'CA SIN': draw => {
    const eight = `${draw.word('1 2 3 4 5 6 7 9')}${draw.digits(7)}`
    const sin = eight + luhnDigit(eight)
    const dashed = draw.chance(0.4)
    return {
      value: draw.groups(sin, [3, 3, 3], dashed ? '-' : ' '),
      kind: 'CA SIN',
      labels: ['SIN', 'Social insurance number'],
      ...(dashed ? {} : { needsLabel: true }),
    }
  },
  'CN resident id': draw => {
    const { year, mm, dd } = draw.birth()
    const body = `${draw.word('110101 310104 440305 500103 330106')}${year}${mm}${dd}${draw.digits(3)}`
    const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0)
    const check = (12 - (sum % 11)) % 11
    return { value: body + (check === 10 ? 'X' : check), kind: 'CN resident id', labels: ['身份证号', 'ID card'] }
  },
  'TR kimlik': draw => {
    const nine = `${draw.int(1, 9)}${draw.digits(8)}`
    const d = [...nine].map(Number)
    const odd = d[0]! + d[2]! + d[4]! + d[6]! + d[8]!
    const even = d[1]! + d[3]! + d[5]! + d[7]!
    const tenth = (((odd * 7 - even) % 10) + 10) % 10
    return { value: `${nine}${tenth}${(odd + even + tenth) % 10}`, kind: 'TR kimlik', labels: ['T.C. Kimlik No'] }
  },
  'IE PPS': draw => {
    const digits = draw.digits(7)
    const sum = digitSum(digits, [8, 7, 6, 5, 4, 3, 2])
    return { value: digits + 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23], kind: 'IE PPS', labels: ['PPS number', 'PPSN'] }
  },
}

/** Found by trial with the tables of the dihedral group, built here from its multiplication rule. */
function verhoeffDigit(body: string): string {
  const times = (a: number, b: number) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((((a - b) % 5) + 5) % 5) : (((a - b) % 5) + 5) % 5
  const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  const permuted = (digit: number, rounds: number) => {
    let now = digit
    for (let i = 0; i < rounds % 8; i++) now = once[now]!
    return now
  }
  for (let check = 0; check < 10; check++) {
    const digits = [...body, String(check)].reverse().map(Number)
    if (digits.reduce((sum, digit, i) => times(sum, permuted(digit, i)), 0) === 0) return String(check)
  }
  throw new Error('no check digit')
}
