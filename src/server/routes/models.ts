import { conformanceFacts } from '../../analyses/models/conformance-facts.ts'
import { timedCases } from '../../analyses/models/timed-cases.ts'
import type { Ask } from '../../log/engine.ts'
import type { App } from '../app.ts'
import { conformanceAnswer, conformanceBody } from '../conformance-schemas.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../model-schemas.ts'
import { engineOf } from '../written.ts'
import { discoveryRoutes, variantsOf } from './discovery.ts'
import { modelThreads } from './model-threads.ts'

const tags = ['models']
/** Answers come as the text of their JSON from the thread that made them. */
const serializerCompiler = () => (answer: unknown) => answer as string

/** Models of logs, logs against models, models in other formats: what the commands of these names answer with `--json`. */
export function modelRoutes(app: App, context: ServerContext): void {
  const { gate } = context
  const answer = modelThreads(context)
  discoveryRoutes(app, context, answer)
  const config = { asks: true }
  app.post(
    '/api/models/conformance',
    {
      config,
      schema: {
        tags,
        summary: 'How well the cases of a log fit a model, where they depart from it, how often and at what cost',
        body: conformanceBody,
        response: { 200: conformanceAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const put = gate.askFor(principal)
        const engine = engineOf(put)
        const { log, view, filter, method, threshold, ...question } = body
        const asked = { log, view, filter } as Ask
        if (method === 'alignments') {
          // a model without a mapping is asked about as it stands
          const labels = question.labels ?? { version: 1, labels: [] }
          const given = question.baseline === null ? { ...question, labels } : question
          return { task: 'check', facts: await conformanceFacts(engine, asked, given, cancel), question: given }
        }
        const { model, labels, seconds, states } = question
        if (method === 'temporal-profile')
          return { task: 'other', method, traces: await timedCases(engine, asked, cancel), model, threshold }
        const variants = await variantsOf(put, asked, cancel)
        if (method !== 'replay') return { task: 'other', method, variants, model }
        return { task: 'replay', variants, model, seconds, states, ...(labels === null ? {} : { labels }) }
      }),
  )
  app.post(
    '/api/models/precision',
    {
      config,
      schema: {
        tags,
        summary: 'How much a model allows that never happened, and its other qualities',
        body: schemas.precisionBody,
        response: { 200: schemas.precisionAnswer },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { model, labels, seconds, states, ...asked } = body
        const variants = await variantsOf(gate.askFor(principal), asked as Ask, cancel)
        return { task: 'precision', variants, model, labels, seconds, states }
      }),
  )
  app.post(
    '/api/models/measure',
    {
      config,
      schema: {
        tags,
        summary: 'How often the parts of a model are taken, how long cases wait there and where they depart from it',
        body: schemas.measureBody,
        response: { 200: schemas.measured },
      },
      serializerCompiler,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { model, labels, miner, options, seconds, times, ...asked } = body
        const put = gate.askFor(principal)
        const variants = await variantsOf(put, asked as Ask, cancel)
        const traces = times ? await timedCases(engineOf(put), asked as Ask, cancel) : null
        const { calendar } = (asked as Ask).view
        return { task: 'measure', variants, model, labels, miner, options, seconds, traces, calendar }
      }),
  )
  app.post(
    '/api/models/check',
    {
      config,
      schema: {
        tags,
        summary:
          'Whether a model is sound, and if not, where and why; whether it is a workflow net, and block-structured',
        body: schemas.checkBody,
        response: { 200: schemas.checkAnswer },
      },
      serializerCompiler,
    },
    ({ body }, reply) => answer(reply, async () => ({ task: 'check-model', ...body })),
  )
  app.post(
    '/api/models/convert',
    {
      config,
      schema: {
        tags,
        summary: 'A model in another format',
        body: schemas.convertBody,
        response: { 200: schemas.converted },
      },
      serializerCompiler,
    },
    ({ body }, reply) => answer(reply, async () => ({ task: 'convert', ...body })),
  )
}
