import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { RequestError } from '../base/errors.ts'
import { encodeUtf8 } from '../base/utf8.ts'

/** A holder's part of a seal, as the server keeps it: encrypted to their key. */
export interface BoxedPart {
  readonly seal: string
  readonly id: string
  readonly ephemeral: string
  readonly box: string
}

/**
 * The half of a holder for one case, base64, made in the browser of the holder as `halfFor` of `sealed-names.node.ts` makes
 * it: X25519 (RFC 7748), HKDF-SHA-256 (RFC 5869), AES-256-GCM. The private key leaves neither this function nor the machine.
 * Throws `RequestError` where the text is no key, the key is another, or the browser has no such cryptography.
 */
export async function halfInBrowser(part: BoxedPart, privateKey: string, caseId: string): Promise<string> {
  const { subtle } = globalThis.crypto
  if (subtle === undefined)
    throw new RequestError(
      'Browsers work with keys only on pages over https, or of this machine. Use `parfocal reveal`.',
    )
  const { seal, id, ephemeral, box } = part
  const own = await ownKey(privateKey)
  const jwk = await subtle.exportKey('jwk', own)
  const moment = await subtle.importKey('raw', bytesOf(base64Of(ephemeral)), 'X25519', false, [])
  const shared = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: moment }, own, 256))
  const key = derived(shared, `parfocal part ${ephemeral} ${jwk.x}`)
  const opened = await decrypt(key, bytesOf(box), about(seal, '', id))
  if (opened === null) throw new RequestError('This key does not open your part of the seal.', 'refused')
  return textOf(derived(opened, `parfocal half ${about(seal, caseId, '')}`))
}

async function ownKey(pem: string): Promise<CryptoKey> {
  const body = /-----BEGIN PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----/.exec(pem)?.[1]
  const trouble = 'The file holds no key of a holder: make one with `parfocal reveal key`.'
  if (body === undefined) throw new RequestError(trouble)
  const bytes = bytesOf(body.replace(/\s/g, ''))
  try {
    return await globalThis.crypto.subtle.importKey('pkcs8', bytes, 'X25519', true, ['deriveBits'])
  } catch (error) {
    if ((error as Error).name === 'NotSupportedError')
      throw new RequestError('This browser does not know X25519: a newer one does, and so does `parfocal reveal`.')
    throw new RequestError(trouble)
  }
}

const about = (seal: string, caseId: string, what: string) => JSON.stringify([seal, caseId, what])
const derived = (from: Uint8Array, context: string) => hkdf(sha256, from, undefined, sha256(encodeUtf8(context)), 32)

/** A box is nonce, tag and body; null where the key is another, or something was changed. */
async function decrypt(key: Uint8Array, box: Uint8Array, context: string): Promise<Uint8Array | null> {
  if (box.length < 28) return null
  const { subtle } = globalThis.crypto
  const sealed = new Uint8Array(box.length - 12)
  sealed.set(box.subarray(28))
  sealed.set(box.subarray(12, 28), box.length - 28)
  const known = await subtle.importKey('raw', key as BufferSource, 'AES-GCM', false, ['decrypt'])
  const how = {
    name: 'AES-GCM',
    iv: box.subarray(0, 12) as BufferSource,
    additionalData: encodeUtf8(context) as BufferSource,
  }
  return subtle.decrypt(how, known, sealed).then(
    opened => new Uint8Array(opened),
    () => null,
  )
}

const base64Of = (url: string) => url.replaceAll('-', '+').replaceAll('_', '/')
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  return Uint8Array.from(text, char => char.charCodeAt(0))
}
const textOf = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
