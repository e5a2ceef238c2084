import { conformanceFacts } from '../../analyses/models/conformance-facts.ts'
import { timedCases } from '../../analyses/models/timed-cases.ts'
import { RequestError } from '../../base/errors.ts'
import type { Ask } from '../../log/engine.ts'
import type { App } from '../app.ts'
import { conformanceAnswer, conformanceBody } from '../conformance-schemas.ts'
import type { ServerContext } from '../context.ts'
import * as schemas from '../model-schemas.ts'
import { engineOf } from '../written.ts'
import { discoveryRoutes, variantsOf } from './discovery.ts'
import { postModels } from './model-threads.ts'

/** Models of logs, logs against models, models in other formats: what the commands of these names answer with `--json`. */
export function modelRoutes(app: App, context: ServerContext): void {
  const post = postModels(app, context)
  discoveryRoutes(post)
  post(
    'conformance',
    {
      summary: 'How well the cases of a log fit a model, where they depart from it, how often and at what cost',
      body: conformanceBody,
      answer: conformanceAnswer,
    },
    async (body, put, cancel) => {
      const engine = engineOf(put)
      const { log, view, filter, method, threshold, ...question } = body
      const asked = { log, view, filter } as Ask
      if (method === 'alignments') {
        // a model without a mapping is asked about as it stands
        const labels = question.labels ?? { version: 1, labels: [] }
        const given = question.baseline === null ? { ...question, labels } : question
        return { task: 'check', facts: await conformanceFacts(engine, asked, given, cancel), question: given }
      }
      const { model, pool, labels, seconds, states } = question
      if (method === 'temporal-profile' && pool !== '') throw new RequestError('Only BPMN has pools.')
      if (method === 'temporal-profile')
        return { task: 'other', method, traces: await timedCases(engine, asked, cancel), model, threshold }
      const variants = await variantsOf(put, asked, cancel)
      if (method !== 'replay') return { task: 'other', method, variants, model, pool }
      return { task: 'replay', variants, model, pool, seconds, states, ...(labels === null ? {} : { labels }) }
    },
  )
  post(
    'precision',
    {
      summary: 'How much a model allows that never happened, and its other qualities',
      body: schemas.precisionBody,
      answer: schemas.precisionAnswer,
    },
    async (body, put, cancel) => {
      const { model, pool, labels, seconds, states, ...asked } = body
      const variants = await variantsOf(put, asked as Ask, cancel)
      return { task: 'precision', variants, model, pool, labels, seconds, states }
    },
  )
  post(
    'measure',
    {
      summary: 'How often the parts of a model are taken, how long cases wait there and where they depart from it',
      body: schemas.measureBody,
      answer: schemas.measured,
    },
    async (body, put, cancel) => {
      const { model, pool, labels, miner, options, seconds, times, ...asked } = body
      const variants = await variantsOf(put, asked as Ask, cancel)
      const traces = times ? await timedCases(engineOf(put), asked as Ask, cancel) : null
      const { calendar } = (asked as Ask).view
      return { task: 'measure', variants, model, pool, labels, miner, options, seconds, traces, calendar }
    },
  )
  post(
    'check',
    {
      summary:
        'Whether a model is sound, and if not, where and why; whether it is a workflow net, and block-structured',
      body: schemas.checkBody,
      answer: schemas.checkAnswer,
    },
    async body => ({ task: 'check-model', ...body }),
  )
  post(
    'convert',
    { summary: 'A model in another format', body: schemas.convertBody, answer: schemas.converted },
    async body => ({ task: 'convert', ...body }),
  )
}
