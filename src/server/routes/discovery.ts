import { batchesFacts } from '../../analyses/models/batches-report.ts'
import { decisionFacts } from '../../analyses/models/decisions-report.ts'
import { timedCases } from '../../analyses/models/timed-cases.ts'
import type { Cancel } from '../../base/platform.ts'
import type { Ask } from '../../log/engine.ts'
import * as schemas from '../discovery-schemas.ts'
import { discoverBody, discovered } from '../model-schemas.ts'
import { engineOf, type Ask as Put } from '../written.ts'
import type { SignalCancel } from './cancelled-with.ts'
import type { PostModels } from './model-threads.ts'

/** What `parfocal discover ... --json` finds of a log, by the names of its commands; models of miners are at the root. */
export function discoveryRoutes(post: PostModels): void {
  const asked = ({ log, view, filter }: object & Partial<Ask>) => ({ log, view, filter }) as Ask
  post(
    'discover',
    { summary: 'Find a model of a log', body: discoverBody, answer: discovered },
    async (body, put, cancel) => {
      const { miner, options, to, ...rest } = body
      const view = miner === 'inductive-life-cycle' ? withLifeCycle(rest.view) : rest.view
      const variants = await variantsOf(put, asked({ ...rest, view } as Ask), cancel)
      return { task: 'discover', variants, miner, options, to }
    },
  )
  post(
    'discover/skeleton',
    {
      summary: 'What every case keeps to (log skeleton), to hold another log against',
      body: schemas.skeletonBody,
      answer: schemas.skeletonAnswer,
    },
    async (body, put, cancel) => ({
      task: 'skeleton',
      variants: await variantsOf(put, asked(body as Ask), cancel),
      noise: body.noise,
    }),
  )
  post(
    'discover/footprints',
    {
      summary: 'Which activity comes right after which (footprints), to hold another log against',
      body: schemas.plainBody,
      answer: schemas.footprintsAnswer,
    },
    async (body, put, cancel) => ({
      task: 'footprints',
      variants: await variantsOf(put, asked(body as Ask), cancel),
    }),
  )
  post(
    'discover/temporal-profile',
    {
      summary: 'How far apart any two activities usually are, to hold another log against',
      body: schemas.plainBody,
      answer: schemas.profileAnswer,
    },
    async (body, put, cancel) => ({
      task: 'temporal-profile',
      traces: await timedCases(engineOf(put), asked(body as Ask), cancel),
    }),
  )
  post(
    'discover/batches',
    {
      summary: 'What one resource does together, after it waited',
      body: schemas.batchesBody,
      answer: schemas.batchesAnswer,
    },
    async (body, put, cancel) => {
      const { log, view, filter, ...question } = body
      const engine = engineOf(put)
      return { task: 'batches', facts: await batchesFacts(engine, { log, view, filter } as Ask, question, cancel) }
    },
  )
  post(
    'discover/decision-rules',
    {
      summary: 'Which attributes tell which branch of a model is taken',
      body: schemas.decisionRulesBody,
      answer: schemas.decisionRulesAnswer,
    },
    async (body, put, cancel) => {
      const { log, view, filter, attributes, ...source } = body
      const ask = { log, view, filter } as Ask
      const facts = await decisionFacts(engineOf(put), ask, attributes, cancel)
      return { task: 'decision-rules', ...source, variants: await variantsOf(put, ask, cancel), facts }
    },
  )
  post(
    'discover/stochastic',
    {
      summary: 'A net with the weights of its transitions: how often they fired',
      body: schemas.stochasticBody,
      answer: schemas.stochasticAnswer,
    },
    async (body, put, cancel) => {
      const { log, view, filter, ...source } = body
      const ask = { log, view, filter } as Ask
      return { task: 'stochastic', ...source, variants: await variantsOf(put, ask, cancel) }
    },
  )
}

const LIFE_CYCLE = ['concept:name', 'lifecycle:transition']

/** Where nothing else is said, classes are what the miner of overlaps needs. */
const withLifeCycle = <V extends { classifier: string[] }>(view: V): V =>
  view.classifier.length === 1 && view.classifier[0] === LIFE_CYCLE[0] ? { ...view, classifier: LIFE_CYCLE } : view

/** As they were written: only the thread that needs them reads them. */
export const variantsOf = async (put: Put, { log, view, filter }: Ask, cancel: SignalCancel | Cancel) =>
  (await put('variants', { log, view, filter }, cancel)).bytes
