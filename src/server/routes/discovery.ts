import { batchesFacts } from '../../analyses/models/batches-report.ts'
import { decisionFacts } from '../../analyses/models/decisions-report.ts'
import { timedCases } from '../../analyses/models/timed-cases.ts'
import type { Cancel } from '../../base/platform.ts'
import type { Ask } from '../../log/engine.ts'
import type { App } from '../app.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../discovery-schemas.ts'
import { discoverBody, discovered } from '../model-schemas.ts'
import { engineOf, type Ask as Put } from '../written.ts'
import type { SignalCancel } from './cancelled-with.ts'
import type { AnswerInThread } from './model-threads.ts'

const tags = ['models']
const config = { asks: true }
/** Answers come as the text of their JSON from the thread that made them. */
const serializerCompiler = () => (answer: unknown) => answer as string

/** What `parfocal discover ... --json` finds of a log, by the names of its commands; models of miners are at the root. */
export function discoveryRoutes(app: App, { gate }: Pick<ServerContext, 'gate'>, answer: AnswerInThread): void {
  const asked = ({ log, view, filter }: object & Partial<Ask>) => ({ log, view, filter }) as Ask
  app.post(
    '/api/models/discover',
    {
      config,
      schema: { tags, summary: 'Find a model of a log', body: discoverBody, response: { 200: discovered } },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { miner, options, to, ...rest } = body
        const view = miner === 'inductive-life-cycle' ? withLifeCycle(rest.view) : rest.view
        const variants = await variantsOf(gate.askFor(principal), asked({ ...rest, view } as Ask), cancel)
        return { task: 'discover', variants, miner, options, to }
      }),
  )
  app.post(
    '/api/models/discover/skeleton',
    {
      config,
      schema: {
        tags,
        summary: 'What every case keeps to (log skeleton), to hold another log against',
        body: schemas.skeletonBody,
        response: { 200: schemas.skeletonAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => ({
        task: 'skeleton',
        variants: await variantsOf(gate.askFor(principal), asked(body as Ask), cancel),
        noise: body.noise,
      })),
  )
  app.post(
    '/api/models/discover/footprints',
    {
      config,
      schema: {
        tags,
        summary: 'Which activity comes right after which (footprints), to hold another log against',
        body: schemas.plainBody,
        response: { 200: schemas.footprintsAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => ({
        task: 'footprints',
        variants: await variantsOf(gate.askFor(principal), asked(body as Ask), cancel),
      })),
  )
  app.post(
    '/api/models/discover/temporal-profile',
    {
      config,
      schema: {
        tags,
        summary: 'How far apart any two activities usually are, to hold another log against',
        body: schemas.plainBody,
        response: { 200: schemas.profileAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => ({
        task: 'temporal-profile',
        traces: await timedCases(engineOf(gate.askFor(principal)), asked(body as Ask), cancel),
      })),
  )
  app.post(
    '/api/models/discover/batches',
    {
      config,
      schema: {
        tags,
        summary: 'What one resource does together, after it waited',
        body: schemas.batchesBody,
        response: { 200: schemas.batchesAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { log, view, filter, ...question } = body
        const engine = engineOf(gate.askFor(principal))
        return { task: 'batches', facts: await batchesFacts(engine, { log, view, filter } as Ask, question, cancel) }
      }),
  )
  app.post(
    '/api/models/discover/decision-rules',
    {
      config,
      schema: {
        tags,
        summary: 'Which attributes tell which branch of a model is taken',
        body: schemas.decisionRulesBody,
        response: { 200: schemas.decisionRulesAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { log, view, filter, attributes, ...source } = body
        const ask = { log, view, filter } as Ask
        const put = gate.askFor(principal)
        const facts = await decisionFacts(engineOf(put), ask, attributes, cancel)
        return { task: 'decision-rules', ...source, variants: await variantsOf(put, ask, cancel), facts }
      }),
  )
  app.post(
    '/api/models/discover/stochastic',
    {
      config,
      schema: {
        tags,
        summary: 'A net with the weights of its transitions: how often they fired',
        body: schemas.stochasticBody,
        response: { 200: schemas.stochasticAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { log, view, filter, ...source } = body
        const ask = { log, view, filter } as Ask
        return { task: 'stochastic', ...source, variants: await variantsOf(gate.askFor(principal), ask, cancel) }
      }),
  )
}

const LIFE_CYCLE = ['concept:name', 'lifecycle:transition']

/** Where nothing else is said, classes are what the miner of overlaps needs. */
const withLifeCycle = <V extends { classifier: string[] }>(view: V): V =>
  view.classifier.length === 1 && view.classifier[0] === LIFE_CYCLE[0] ? { ...view, classifier: LIFE_CYCLE } : view

/** As they were written: only the thread that needs them reads them. */
export const variantsOf = async (put: Put, { log, view, filter }: Ask, cancel: SignalCancel | Cancel) =>
  (await put('variants', { log, view, filter }, cancel)).bytes
