import { z } from 'zod'
import { RequestError } from '../../base/errors.ts'
import { checkHolders, type Holder, isPublicKey } from '../../privacy/sealed-names.node.ts'
import { brokenAt, type Principal, type Store, samePerson } from '../../store/index.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'

const tags = ['reveals']
const text = z.string().trim().min(1)
const publicKey = z.string().max(100).describe('X25519, base64url of its 32 bytes')
const caseId = z.string().max(100_000)
const halves = z
  .record(z.string().max(100), z.string().max(100))
  .describe('your halves for this case, base64 of 32 bytes, by the id of the seal')
const reveal = z.object({
  id: z.string(),
  log: z.string(),
  case: z.string(),
  rule: z.string(),
  reason: z.string(),
  state: z.enum(['asked', 'approved', 'refused', 'expired']),
  askedBy: z.string().describe('name'),
  decidedBy: z.string().nullable().describe('name of who approved or refused'),
  asked: z.number().describe('epoch ms'),
  until: z.number().nullable().describe('epoch ms: until when it can be approved, or its names be seen'),
})
const people = z.record(z.string(), z.string()).describe('names by attribute')
const revealed = z.object({
  case: z.string(),
  caseName: z.string().nullable(),
  steps: z.array(z.object({ activity: z.string(), complete: z.number().nullable(), people })).readonly(),
  people,
})
const entry = z.object({
  position: z.number(),
  at: z.number().describe('epoch ms'),
  reveal: z.string(),
  step: z.enum(['asked', 'approved', 'refused', 'seen', 'expired']),
  principal: z.string().nullable(),
  name: z.string().nullable(),
  log: z.string(),
  case: z.string(),
  rule: z.string(),
  reason: z.string(),
  until: z.number().nullable(),
  hash: z
    .string()
    .describe('SHA-256 of the hash before, a line feed, and the entry without its hash as canonical JSON'),
})

/** Names behind pseudonyms, for two people together. */
export function revealRoutes(app: App, { folder: { store }, reveals }: ServerContext): void {
  const { idParams } = schemas
  app.get(
    '/api/reveal-keys',
    {
      config: { owner: true },
      schema: {
        tags,
        summary: 'Who has a key that names can be sealed to',
        response: { 200: z.array(z.object({ id: z.string(), name: z.string(), publicKey })) },
      },
    },
    () => holders(store),
  )
  app.put(
    '/api/reveal-key',
    {
      config: { everybody: true },
      schema: {
        tags,
        summary: 'Your public key: names of later imports can be sealed to it',
        body: z.strictObject({ publicKey }),
        response: { 200: z.object({ id: z.string(), name: z.string(), publicKey }) },
      },
    },
    async ({ body, principal: { id, name } }) => {
      if (!isPublicKey(body.publicKey))
        throw new RequestError('This is no public key; `parfocal reveal key` makes one.')
      if (!(await store.principals.setPublicKey(id, body.publicKey)))
        throw new RequestError('A key belongs to a person: sign in with a token of your own name.', 'refused')
      await store.audit.add({ principal: id, action: 'reveal.key', subject: id, detail: null })
      return { id, name, publicKey: body.publicKey }
    },
  )
  app.post(
    '/api/reveals/part',
    {
      config: { asks: true },
      schema: {
        tags,
        summary: 'Your parts of what opens a case, encrypted to your key',
        body: z.strictObject({ log: schemas.id, case: caseId }),
        response: {
          200: z
            .array(z.object({ seal: z.string(), id: z.string(), ephemeral: z.string(), box: z.string() }))
            .readonly(),
        },
      },
    },
    ({ body, principal }) => reveals.parts(principal, body.log, body.case),
  )
  app.get(
    '/api/reveals',
    {
      schema: {
        tags,
        summary: 'Reveals that you have to do with, newest first',
        response: { 200: z.array(reveal).readonly() },
      },
    },
    ({ principal }) => reveals.list(principal),
  )
  app.post(
    '/api/reveals',
    {
      config: { everybody: true },
      schema: {
        tags,
        summary:
          'Ask for the names of one case, with the rule that it is about and a reason; a second holder must approve',
        body: z.strictObject({
          log: schemas.id,
          case: caseId,
          rule: text.max(500),
          reason: text.max(2000),
          halves,
        }),
        response: { 201: reveal },
      },
    },
    async ({ body, principal }, reply) => reply.code(201).send(await reveals.ask(principal, body)),
  )
  app.post(
    '/api/reveals/:id/approve',
    {
      config: { everybody: true },
      schema: {
        tags,
        summary:
          'Approve a reveal that somebody else asked for: from then on both of you see the names, for a limited time',
        params: idParams,
        body: z.strictObject({ halves }),
        response: { 200: reveal },
      },
    },
    ({ params, body, principal }) => reveals.approve(principal, params.id, body.halves),
  )
  app.post(
    '/api/reveals/:id/refuse',
    {
      config: { everybody: true },
      schema: { tags, summary: 'Refuse a reveal, or withdraw your own', params: idParams, response: { 200: reveal } },
    },
    ({ params, principal }) => reveals.refuse(principal, params.id),
  )
  app.post(
    '/api/reveals/:id/names',
    {
      config: { everybody: true },
      schema: {
        tags,
        summary: 'Who did what in the case of an approved reveal; each look is logged',
        params: idParams,
        response: { 200: revealed },
      },
    },
    ({ params, principal }) => reveals.names(principal, params.id),
  )
  app.get(
    '/api/reveal-log',
    {
      config: { council: true },
      schema: {
        tags,
        summary: 'Every step of every reveal, oldest first, chained by hashes; for owners and the works council',
        response: {
          200: z.object({
            entries: z.array(entry).readonly(),
            brokenAt: z.number().nullable().describe('the first position that is not as it was written; null: none'),
          }),
        },
      },
    },
    async () => {
      const entries = await store.revealLog.list()
      return { entries, brokenAt: brokenAt(entries) }
    },
  )
}

async function holders({ principals }: Store) {
  const found: { id: string; name: string; publicKey: string }[] = []
  for (const { id, name } of await principals.list()) {
    const key = await principals.publicKey(id)
    if (key !== null) found.push({ id, name, publicKey: key })
  }
  return found
}

/** The people that names are to be sealed to, by name or id; for owners alone. */
export async function sealHolders(
  store: Store,
  by: Principal,
  named: readonly string[] | undefined,
): Promise<readonly Holder[] | undefined> {
  if (named === undefined) return undefined
  if (by.role !== 'owner') throw new RequestError('Only an owner decides to whom names are sealed.', 'refused')
  const known = await holders(store)
  const chosen = named.map(one => {
    const found = known.find(({ id, name }) => id === one || samePerson(name, one))
    if (found) return { id: found.id, publicKey: found.publicKey }
    throw new RequestError(
      `"${one.slice(0, 80)}" has no key: names are sealed to people who made one with \`parfocal reveal key\`.`,
      'conflict',
    )
  })
  checkHolders(chosen)
  return chosen
}
