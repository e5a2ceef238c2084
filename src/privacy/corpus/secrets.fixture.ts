import type { Draw } from './draw.fixture.ts'
import type { Drawn } from './sample.fixture.ts'

const many = (draw: Draw, alphabet: string, count: number): string =>
  Array.from({ length: count }, () => draw.of([...alphabet])).join('')
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const DIGITS = '0123456789'
const HEX = `${DIGITS}abcdef`
const ALL = UPPER + LOWER + DIGITS

const base64url = (text: string): string => {
  const bits = [...text].map(sign => sign.charCodeAt(0).toString(2).padStart(8, '0')).join('')
  const alphabet = `${ALL}-_`
  return (bits.match(/.{1,6}/g) ?? []).map(six => alphabet[Number.parseInt(six.padEnd(6, '0'), 2)]).join('')
}

/** Tokens by the forms that their issuers document; passwords behind the words that announce them. */
export function makeSecret(draw: Draw): Drawn {
  const labels = ['Token', 'Secret', 'API key']
  const made = draw.of<() => [string, string]>([
    () => [
      `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"sub":"${draw.digits(10)}","iat":${draw.digits(10)}}`)}.${many(draw, `${ALL}-_`, 43)}`,
      'JWT',
    ],
    () => [`AKIA${many(draw, `${UPPER}234567`, 16)}`, 'AWS key id'],
    () => [many(draw, `${ALL}/+`, 40), 'AWS secret key'],
    () => [`${draw.word('ghp ghs gho')}_${many(draw, ALL, 36)}`, 'GitHub'],
    () => [`github_pat_${many(draw, ALL, 22)}_${many(draw, ALL, 59)}`, 'GitHub'],
    () => [`glpat-${many(draw, `${ALL}-_`, 20)}`, 'GitLab'],
    () => [`xoxb-${draw.digits(12)}-${draw.digits(12)}-${many(draw, ALL, 24)}`, 'Slack'],
    () => [`${draw.word('sk rk')}_${draw.word('live test')}_${many(draw, ALL, 24)}`, 'Stripe'],
    () => [`sk-proj-${many(draw, ALL, 48)}`, 'sk-'],
    () => [`AIza${many(draw, `${ALL}-_`, 35)}`, 'Google'],
    () => [`npm_${many(draw, ALL, 36)}`, 'npm'],
    () => [`SG.${many(draw, `${ALL}-_`, 22)}.${many(draw, `${ALL}-_`, 43)}`, 'SendGrid'],
    () => [`hf_${many(draw, LOWER + UPPER, 34)}`, 'Hugging Face'],
    () => [`dop_v1_${many(draw, `${DIGITS}abcdef`, 64)}`, 'DigitalOcean'],
    () => [
      `${draw.word('sntryu sgp sbp bkua rubygems shippo_live dor_v1')}_${many(draw, HEX, draw.of([40, 48, 64]))}`,
      'prefixed hex',
    ],
    () => [
      `${draw.word('duffel_live pscale_tkn rdme gsk ntn fo1 glsa')}_${many(draw, ALL, draw.int(32, 60))}`,
      'prefixed',
    ],
    () => [`${many(draw, ALL, 14)}.atlasv1.${many(draw, ALL, 64)}`, 'Terraform'],
    () => [`${draw.int(10_000_000, 999_999_999)}:AA${many(draw, `${ALL}-_`, 33)}`, 'Telegram'],
    () => [`pat.${many(draw, ALL, 22)}.${many(draw, ALL, 24)}.${many(draw, ALL, 20)}`, 'dotted'],
    () => [`${draw.word('gldt glft gloas glagent')}-${many(draw, `${ALL}-_`, 40)}`, 'GitLab'],
    () => [
      `A3-${many(draw, UPPER + DIGITS, 6)}-${many(draw, UPPER + DIGITS, 11)}${`-${many(draw, UPPER + DIGITS, 5)}`.repeat(3)}`,
      '1Password',
    ],
    () => [`dapi${many(draw, HEX, 32)}`, 'Databricks'],
    () => [many(draw, ALL, draw.int(24, 48)), 'random'],
    () => [many(draw, ALL, draw.int(32, 64)), 'random'],
    () => [
      `-----BEGIN ${draw.of(['RSA ', 'EC ', '', 'OPENSSH '])}PRIVATE KEY-----\n${many(draw, ALL, 64)}\n-----END PRIVATE KEY-----`,
      'PEM',
    ],
  ])
  const [value, kind] = made()
  return { value, kind, labels }
}

/** Sentences and addresses with a password, the password marked. */
export function makePasswordText(draw: Draw): { text: string; kind: string } {
  const password = draw.of([
    () =>
      `${draw.word('Sommer Winter Hund Katze Dragon Monkey Welcome Qwertz')}${draw.int(1, 2025)}${draw.word('! ? # $ _')}`,
    () => many(draw, `${ALL}!#$%*_`, draw.int(8, 14)),
    () => `${draw.word('blue red tiny')}-${draw.word('horse apple stone')}-${draw.int(10, 99)}`,
  ])()
  const mark = `⟦secret|${password}⟧`
  const text = draw.of([
    `password: ${mark}`,
    `Passwort: ${mark}`,
    `Password = ${mark}`,
    `User admin, pwd=${mark}; Server=⟦machine-name|db1⟧`,
    `Das Passwort ist ${mark}`,
    `the password is ${mark}`,
    `mot de passe : ${mark}`,
    `https://svc:${mark}@shop.test/login`,
    `postgres://app:${mark}@db.test:5432/main`,
    `https://shop.test/cb?access_token=${mark}&x=1`,
    `https://shop.test/x?api_key=${mark}`,
    `Contraseña: ${mark}`,
    `"password": "${mark}"`,
    `<password>${mark}</password>`,
    `login --password ${mark}`,
    `curl -u admin:${mark} https://api.test`,
    `пароль: ${mark}`,
    `DB_PASSWORD=${mark}`,
  ])
  return { text, kind: 'password' }
}
