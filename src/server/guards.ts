import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hashToken, type Principal, type Store, tokenMatches } from '../store/index.ts'
import { HttpError } from './errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. */
    principal: Principal
  }
  interface FastifyContextConfig {
    /** Answered without a token. */
    open?: boolean
    /** Changes nothing although it is a POST: allowed to readers. */
    asks?: boolean
    /** For owners alone, reads too. */
    owner?: boolean
    /** For owners and the works council alone. */
    council?: boolean
    /** A change that readers make as well: the route itself says who may. */
    everybody?: boolean
  }
}

/** Who asks where no token is needed: whoever can reach this machine's own loopback as the user that started the server. */
export const localOwner: Principal = { id: 'local', name: 'owner of this machine', role: 'owner' }

export interface GuardOptions {
  readonly loopback: boolean
  /** SHA-256 of the owner's token; null where none was given. */
  readonly tokenHash: string | null
  readonly allowedHosts: readonly string[]
  readonly store: Store
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Before anything of a request is read: is it meant for this server (Host, against DNS rebinding), does it come from
 * our own page (Origin, against forged requests), and who is it (token).
 */
export function guard(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest('principal')
  app.addHook('onRequest', async request => {
    if (options.loopback) checkHost(request, options.allowedHosts)
    checkOrigin(request)
    request.principal = isOpen(request) ? localOwner : await authenticate(request, options)
    checkRole(request)
  })
}

function checkRole({ principal: { role }, method, routeOptions: { config } }: FastifyRequest): void {
  const mayOnlyRead = role === 'reader' || role === 'council'
  if (mayOnlyRead && !READS.has(method) && !config.asks && !config.everybody)
    throw new HttpError(403, 'refused', 'This token may only read and ask.')
  if (role !== 'owner' && config.owner) throw new HttpError(403, 'refused', 'Only an owner may do this.')
  if (role !== 'owner' && role !== 'council' && config.council)
    throw new HttpError(403, 'refused', 'Only an owner or the works council may do this.')
}

/** The app's own files hold no data: the page must be there to ask for the token. What is not there has no data either. */
const isOpen = (request: FastifyRequest) => request.routeOptions.config.open === true || request.is404

function checkHost(request: FastifyRequest, allowed: readonly string[]): void {
  const host = (request.headers.host ?? '').toLowerCase()
  const name = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.replace(/:\d*$/, '')
  if (['localhost', '127.0.0.1', '[::1]', ...allowed].includes(name)) return
  throw new HttpError(
    421,
    'wrong-host',
    `This server answers on localhost only, not as "${name.slice(0, 100)}". Start it with --host and a token to serve others.`,
  )
}

function checkOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' && !isOpen(request)) throw foreign()
  if (READS.has(request.method)) return
  if (origin !== undefined) {
    if (!isSameOrigin(origin, host)) throw foreign()
    return
  }
  const json = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
  if (!json && request.headers['x-parfocal'] !== '1')
    throw new HttpError(
      403,
      'refused',
      'A change needs a sign that no foreign page forged it: the header `x-parfocal: 1`, a JSON body, or our own page as origin.',
    )
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === new URL(`${new URL(origin).protocol}//${host}`).host
  } catch {
    return false
  }
}

const foreign = () => new HttpError(403, 'refused', 'Requests from pages of other sites are refused.')

async function authenticate(request: FastifyRequest, { loopback, tokenHash, store }: GuardOptions): Promise<Principal> {
  if (loopback && tokenHash === null) return localOwner
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token !== undefined && token.length <= 1000) {
    if (tokenHash !== null && tokenMatches(token, tokenHash)) return { ...localOwner, id: 'owner', name: 'owner' }
    const principal = await store.principals.byToken(token)
    if (principal) return principal
  }
  throw new HttpError(401, 'token-needed', 'This server needs a token: send `Authorization: Bearer <token>`.')
}

export const hashOf = (token: string | null): string | null => (token === null ? null : hashToken(token))
