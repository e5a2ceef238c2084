import type { FastifyReply } from 'fastify'
import { conformanceFacts } from '../../analyses/models/conformance-facts.ts'
import { timedCases } from '../../analyses/models/other-conformance.ts'
import type { Ask } from '../../log/engine.ts'
import type { App } from '../app.ts'
import { conformanceAnswer, conformanceBody } from '../conformance-schemas.ts'
import type { ServerContext } from '../context.ts'
import { HttpError } from '../errors.ts'
import * as schemas from '../model-schemas.ts'
import type { ModelWork } from '../model-work.ts'
import { inWorker } from '../work.ts'
import { engineOf, type Ask as Put } from '../written.ts'
import { cancelledWith, type SignalCancel } from './cancelled-with.ts'

const tags = ['models']
/** Answers come as the text of their JSON from the thread that made them. */
const asItIs = () => (answer: unknown) => answer as string

/** Models of logs, logs against models, models in other formats: what the commands of these names answer with `--json`. */
export function modelRoutes(app: App, { gate, closing, limits }: ServerContext): void {
  let running = 0
  const answer = async (reply: FastifyReply, workOf: (cancel: SignalCancel) => Promise<ModelWork['work']>) => {
    if (running >= limits.modelsAtOnce)
      throw new HttpError(
        429,
        'too-many-models',
        `${running} models are worked on already; try again when one is done.`,
      )
    running++
    const { cancel, signal, stop } = cancelledWith(reply, closing)
    try {
      const text = await inWorker({ kind: 'model', work: await workOf(cancel) }, signal)
      return reply.type('application/json; charset=utf-8').send(text)
    } finally {
      running--
      stop()
    }
  }
  const config = { asks: true }
  app.post(
    '/api/models/discover',
    {
      config,
      schema: {
        tags,
        summary: 'Find a model of a log',
        body: schemas.discoverBody,
        response: { 200: schemas.discovered },
      },
      serializerCompiler: asItIs,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { miner, options, to, ...asked } = body
        const view = miner === 'inductive-life-cycle' ? withLifeCycle(asked.view) : asked.view
        const variants = await variantsOf(gate.askFor(principal), { ...asked, view } as Ask, cancel)
        return { task: 'discover', variants, miner, options, to }
      }),
  )
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
      serializerCompiler: asItIs,
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
        const { model, labels, seconds } = question
        if (method === 'temporal-profile')
          return { task: 'other', method, traces: await timedCases(engine, asked, cancel), model, threshold }
        const variants = await variantsOf(put, asked, cancel)
        if (method !== 'replay') return { task: 'other', method, variants, model }
        return { task: 'replay', variants, model, seconds, ...(labels === null ? {} : { labels }) }
      }),
  )
  app.post(
    '/api/models/measure',
    {
      config,
      schema: {
        tags,
        summary: 'How often the parts of a model are taken and where cases depart from it',
        body: schemas.measureBody,
        response: { 200: schemas.measured },
      },
      serializerCompiler: asItIs,
    },
    ({ body, principal }, reply) =>
      answer(reply, async cancel => {
        const { model, labels, miner, options, seconds, ...asked } = body
        const variants = await variantsOf(gate.askFor(principal), asked as Ask, cancel)
        return { task: 'measure', variants, model, labels, miner, options, seconds }
      }),
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
      serializerCompiler: asItIs,
    },
    ({ body }, reply) => answer(reply, async () => ({ task: 'convert', ...body })),
  )
}

const LIFE_CYCLE = ['concept:name', 'lifecycle:transition']

/** Where nothing else is said, classes are what the miner of overlaps needs. */
const withLifeCycle = <V extends { classifier: string[] }>(view: V): V =>
  view.classifier.length === 1 && view.classifier[0] === LIFE_CYCLE[0] ? { ...view, classifier: LIFE_CYCLE } : view

/** As they were written: only the thread that needs them reads them. */
const variantsOf = async (put: Put, { log, view, filter }: Ask, cancel: SignalCancel) =>
  (await put('variants', { log, view, filter }, cancel)).bytes
