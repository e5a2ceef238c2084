import { z } from 'zod'
import type { RulesQuestion } from '../../analyses/rules-check.ts'
import { RequestError } from '../../base/errors.ts'
import { LARGEST_FILE } from '../../compliance/index.ts'
import type { Ask } from '../../log/engine.ts'
import type { App } from '../app.ts'
import { ask } from '../ask-schemas.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../schemas.ts'
import { cancelledWith } from './cancelled-with.ts'
import { sendWritten } from './shapes.ts'

const tags = ['rules']
const missing = () => new RequestError('There is no such log.', 'not-found')
const text = z.string().max(LARGEST_FILE)
const revision = z.number().int().min(0).describe('grows with every save; 0: none was ever saved')
const kept = z.object({ revision, document: z.string().nullable() })
/** As `rules check --json` tells of each rule, with the filter that shows its cases; instants are epoch ms. */
const answer = z.looseObject({
  name: z.string(),
  cases: z.number(),
  events: z.number(),
  runningCases: z.number(),
  at: z.number().describe('as of when running cases are judged, epoch ms'),
  hasEnds: z.boolean(),
  unknownEnds: z.array(z.string()),
  rules: z.array(z.looseObject({ id: z.string(), because: z.string().nullable(), violations: z.number() })),
  idle: z.array(z.looseObject({ rule: z.string() })).describe('entries of the allowlist that no violation needs'),
})

/** The rule document that is kept with a log, and checks of a log against any rule file. */
export function ruleRoutes(
  app: App,
  { folder: { store }, gate, library, closing, analysisThreads }: ServerContext,
): void {
  app.get(
    '/api/logs/:id/rules',
    { schema: { tags, summary: 'The rule document of a log', params: schemas.idParams, response: { 200: kept } } },
    async ({ params }) => {
      if (!(await store.logs.get(params.id))) throw missing()
      return { ...(await store.ruleDocuments.get(params.id)) }
    },
  )
  app.put(
    '/api/logs/:id/rules',
    {
      schema: {
        tags,
        summary: 'Replace it, whatever it says. 409 where another was saved meanwhile',
        params: schemas.idParams,
        body: z.strictObject({ revision, document: text }),
        response: { 200: kept },
      },
    },
    async ({ params, body: { revision, document } }) => {
      if (await store.ruleDocuments.set(params.id, document, revision)) return { revision: revision + 1, document }
      if (!(await store.logs.get(params.id))) throw missing()
      throw new RequestError(
        'Somebody else saved the rules of this log meanwhile. Read theirs, then save again.',
        'conflict',
      )
    },
  )
  app.get(
    '/api/logs/:id/fingerprint',
    {
      schema: {
        tags,
        summary: 'SHA-256 of the cases, events and attributes of a log, as `rules check` tells it',
        params: schemas.idParams,
        response: { 200: z.object({ fingerprint: z.string() }) },
      },
    },
    async ({ params }, reply) => {
      const { signal, stop } = cancelledWith(reply, closing)
      try {
        return await library.use(params.id, async log => ({ fingerprint: await log.fingerprint(signal) }), signal)
      } finally {
        stop()
      }
    },
  )
  app.post(
    '/api/rules/check',
    {
      config: { asks: true },
      schema: {
        tags,
        summary: 'Check a log against a rule file',
        body: z.strictObject({
          ...ask,
          rules: text.describe('YAML or JSON'),
          roles: text.default('').describe('more tables of roles, limits and substitutes: YAML or JSON'),
          allow: text.default('').describe('more accepted violations: YAML or JSON'),
          at: z
            .string()
            .max(40)
            .default('')
            .describe('judge running cases as of then; empty: the latest time of the log'),
          dueWithin: z.number().min(0).max(36_500).default(7).describe('days in which deadlines are soon'),
          limit: z.number().int().min(0).max(1000).default(100).describe('violations listed a rule'),
        }),
        response: { 200: answer },
      },
    },
    async ({ body, principal }, reply) => {
      const { log, view, filter, ...question } = body
      const { cancel, signal, stop } = cancelledWith(reply, closing)
      try {
        const work = { kind: 'rules' as const, ask: { log, view, filter } as Ask, question: question as RulesQuestion }
        const put = gate.askFor(principal)
        const found = await analysisThreads.answer(work, { ask: (...asked) => put(asked[0], asked[1], cancel), signal })
        return sendWritten(reply, found)
      } finally {
        stop()
      }
    },
  )
}
