import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { RequestError } from '../base/errors.ts'

/**
 * Names behind pseudonyms, sealed so that two of the holders must agree on each case. Every holder gets a part of 32 random
 * bytes, encrypted to their own X25519 key (RFC 7748) and kept nowhere else. A case has a key of its own (AES-256-GCM), which
 * is encrypted once for each pair of holders under what HKDF-SHA-256 (RFC 5869) makes of the two parts and the case. A
 * holder gives away only the half for one case; it opens no other case.
 */
export interface SealHeader {
  readonly id: string
  readonly holders: readonly SealedPart[]
}
/** Somebody who holds a part: a person by id, with their public key. */
export interface Holder {
  readonly id: string
  /** X25519 public key, base64url of its 32 bytes. */
  readonly publicKey: string
}
export interface SealedPart extends Holder {
  /** The part, encrypted to the holder's key: with the public key of the moment, and the box. */
  readonly ephemeral: string
  readonly box: string
}
export interface SealedCase {
  readonly case: string
  /** JSON of the names by pseudonym. */
  readonly names: string
  /** The case's key for each pair of holders: `0-1`, `0-2`, ... by their order in the header. */
  readonly keys: { readonly [pair: string]: string }
  /** Of each holder, what tells a wrong half: 16 bytes of its SHA-256. */
  readonly checks: readonly string[]
}
export interface Sealer {
  readonly header: SealHeader
  seal(caseId: string, names: ReadonlyMap<string, string>): SealedCase
}

/** At most so many: each pair has a key in every case. */
export const MOST_HOLDERS = 5

export function createSealer(holders: readonly Holder[]): Sealer {
  checkHolders(holders)
  const id = randomUUID()
  const parts = holders.map(() => randomBytes(32))
  const header = { id, holders: holders.map((holder, i) => sealedPart(id, holder, parts[i]!)) }
  return {
    header,
    seal(caseId, names) {
      const key = randomBytes(32)
      const halves = parts.map(part => half(part, id, caseId))
      const keys: Record<string, string> = {}
      for (let a = 0; a < halves.length; a++)
        for (let b = a + 1; b < halves.length; b++)
          keys[`${a}-${b}`] = encrypt(pairKey(halves[a]!, halves[b]!), key, about(id, caseId, `${a}-${b}`))
      const text = Buffer.from(JSON.stringify([...names]))
      return { case: caseId, names: encrypt(key, text, about(id, caseId, 'names')), keys, checks: halves.map(check) }
    },
  }
}

/** Throws `RequestError` unless they are 2 to 5 different people with different keys. */
export function checkHolders(holders: readonly Holder[]): void {
  if (holders.length < 2 || holders.length > MOST_HOLDERS)
    throw new RequestError(`Names are sealed to 2 to ${MOST_HOLDERS} people.`)
  if (new Set(holders.map(({ id }) => id)).size < holders.length || new Set(holders.map(keyOf)).size < holders.length)
    throw new RequestError('Names are sealed to different people with different keys.')
}

const keyOf = ({ publicKey }: Holder) => publicKey

/** A new key pair of a holder: the private half as PEM (PKCS 8), for the holder alone. */
export function newHolderKey(): { readonly publicKey: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x!,
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  }
}

/** Whether this is the public key of a holder; a point of small order gives a key that everybody knows, and is none. */
export function isPublicKey(text: string): boolean {
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) return false
  try {
    const key = publicFrom(text)
    diffieHellman({ privateKey: generateKeyPairSync('x25519').privateKey, publicKey: key })
    return key.export({ format: 'jwk' }).x === text
  } catch {
    return false
  }
}

/** The public key of a private one; throws `RequestError` where the text holds none. */
export const publicKeyOf = (privateKey: string): string =>
  createPublicKey(privateFrom(privateKey)).export({ format: 'jwk' }).x!

/** The half of a holder for one case, base64: made on the holder's own machine. Throws `RequestError` where the key is another. */
export function halfFor(
  seal: string,
  { id, ephemeral, box }: Pick<SealedPart, 'id' | 'ephemeral' | 'box'>,
  privateKey: string,
  caseId: string,
): string {
  const own = privateFrom(privateKey)
  const shared = diffieHellman({ privateKey: own, publicKey: publicFrom(ephemeral) })
  const part = decrypt(partKey(shared, ephemeral, publicKeyOf(privateKey)), box, about(seal, '', id))
  if (part === null) throw new RequestError('This key does not open your part of the seal.', 'refused')
  return half(part, seal, caseId).toString('base64')
}

/** Whether this is what the holder at `index` gives for the case. */
export function isHalf({ checks }: SealedCase, index: number, given: string): boolean {
  const bytes = Buffer.from(given, 'base64')
  return bytes.length === 32 && check(bytes) === checks[index]
}

/** The names of a case by pseudonym, from the halves of two holders by their index; null where they do not open it. */
export function openCase(
  seal: string,
  sealed: SealedCase,
  one: { readonly index: number; readonly half: string },
  other: { readonly index: number; readonly half: string },
): ReadonlyMap<string, string> | null {
  const [a, b] = one.index < other.index ? [one, other] : [other, one]
  const pair = `${a.index}-${b.index}`
  const box = sealed.keys[pair]
  if (box === undefined) return null
  const both = pairKey(Buffer.from(a.half, 'base64'), Buffer.from(b.half, 'base64'))
  const key = decrypt(both, box, about(seal, sealed.case, pair))
  const names = key && decrypt(key, sealed.names, about(seal, sealed.case, 'names'))
  return names && new Map(JSON.parse(names.toString('utf8')) as [string, string][])
}

function sealedPart(seal: string, { id, publicKey }: Holder, part: Buffer): SealedPart {
  const moment = generateKeyPairSync('x25519')
  const ephemeral = moment.publicKey.export({ format: 'jwk' }).x!
  const shared = diffieHellman({ privateKey: moment.privateKey, publicKey: publicFrom(publicKey) })
  return { id, publicKey, ephemeral, box: encrypt(partKey(shared, ephemeral, publicKey), part, about(seal, '', id)) }
}

const partKey = (shared: Buffer, ephemeral: string, publicKey: string) =>
  derived(shared, `parfocal part ${ephemeral} ${publicKey}`)
const half = (part: Buffer, seal: string, caseId: string) => derived(part, `parfocal half ${about(seal, caseId, '')}`)
const pairKey = (a: Buffer, b: Buffer) => derived(Buffer.concat([a, b]), 'parfocal pair')
const check = (bytes: Buffer) => createHash('sha256').update(bytes).digest().subarray(0, 16).toString('base64')
const about = (seal: string, caseId: string, what: string) => JSON.stringify([seal, caseId, what])

/** HKDF takes at most 1024 bytes of context, and case ids may be longer. */
const derived = (from: Buffer, context: string) =>
  Buffer.from(hkdfSync('sha256', from, '', createHash('sha256').update(context).digest(), 32))

function encrypt(key: Buffer, bytes: Buffer, context: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

/** null where the key is another, or something was changed. */
function decrypt(key: Buffer, box: string, context: string): Buffer | null {
  const bytes = Buffer.from(box, 'base64')
  if (bytes.length < 28) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
  } catch {
    return null
  }
}

const publicFrom = (x: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })

function privateFrom(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'x25519') return key
  } catch {
    // Told below.
  }
  throw new RequestError('The file holds no key of a holder: make one with `parfocal reveal key`.')
}
