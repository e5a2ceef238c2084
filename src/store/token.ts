import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { RequestError } from '../base/errors.ts'

/** Shorter ones could be guessed: what is kept is a plain SHA-256, which is safe only for tokens that are hard to guess. */
export const SHORTEST_TOKEN = 16

/** 256 random bits, URL-safe. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Whether two names are taken for one person's: letter case, blanks and forms of Unicode do not count. */
export const samePerson = (one: string, other: string): boolean => plainName(one) === plainName(other)
const plainName = (name: string) => name.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase()

/** SHA-256, lower-case hex: all that is ever kept of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}

/** Throws `RequestError` where a token is too short to be safe. */
export function checkToken(token: string): void {
  if (token.length < SHORTEST_TOKEN)
    throw new RequestError(
      `The token has ${token.length} characters; it needs at least ${SHORTEST_TOKEN}. Make one with \`openssl rand -hex 24\`.`,
    )
}

/** Whether `token` has this hash, in a time that does not depend on where they differ. */
export const tokenMatches = (token: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(token), 'hex'), Buffer.from(hash, 'hex'))
