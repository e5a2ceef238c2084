import fc from 'fast-check'
import type { Ask, Engine, Question } from '../log/engine.ts'
import type { Scenario, Vocabulary } from './random-log.fixture.ts'

/** Questions that take an `Ask`, with what else each wants to know. */
export type AskQuestion = Exclude<Question, 'logs' | 'describe'>
export type Params = { readonly [key: string]: unknown }

const optional = { requiredKeys: [] as never[] }
const limit = fc.record({ limit: fc.integer({ min: 1, max: 5 }) }, optional)
const bins = fc.record({ bins: fc.integer({ min: 1, max: 12 }) }, optional)
const nothing = fc.constant({})

const isNumber = (words: Vocabulary) => (of: { scope: 'event' | 'case'; key: string }) =>
  ['int', 'float', 'date'].includes(words.typeOf(of.scope, of.key))

function attributes(words: Vocabulary): { scope: 'event' | 'case'; key: string }[] {
  return [
    ...words.eventKeys.map(key => ({ scope: 'event' as const, key })),
    ...words.caseKeys.map(key => ({ scope: 'case' as const, key })),
  ]
}

const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<Params> =>
  fc.tuple(...parts).map(records => Object.assign({}, ...records) as Params)

/** Parameters of each question that make sense for the words of a log. */
export function randomParams(question: AskQuestion, { log, words }: Scenario): fc.Arbitrary<Params> {
  const arc = fc.record({ from: words.classes, to: words.classes })
  const which = fc.constantFrom('first', 'last')
  const key = fc.constantFrom(...words.eventKeys)
  const resourceKey = log.resourceKey === null ? fc.record({ key }) : fc.record({ key }, optional)
  const numbers = attributes(words).filter(isNumber(words))
  const page = fc.record({ limit: fc.integer({ min: 1, max: 8 }) })
  switch (question) {
    case 'arcs':
      return fc.record({ quantiles: fc.boolean() }, optional)
    case 'variants':
      return limit
    case 'cases':
      return merged(
        page,
        fc.record(
          {
            sort: fc.record({
              by: fc.constantFrom('id', 'start', 'end', 'events', 'throughput'),
              descending: fc.boolean(),
            }),
            attributes: fc.subarray([...words.caseKeys]),
          },
          optional,
        ),
      )
    case 'caseDetail':
      return fc.record({ id: words.ids })
    case 'values':
      return merged(
        fc.constantFrom(...attributes(words)),
        limit,
        fc.record({ search: fc.constantFrom('', 'A', '1', 'ö', '2024', 'TRUE', '<') }, optional),
      )
    case 'histogram':
      return merged(
        fc.oneof(
          fc.constantFrom('throughput', 'service', 'waiting', 'events').map(of => ({ measured: { of } })),
          fc.constantFrom(...numbers).map(attribute => ({ measured: { of: 'attribute', ...attribute } })),
        ),
        bins,
      )
    case 'timeSeries':
      return merged(
        fc.record({ of: fc.constantFrom('events', 'active-cases', 'started-cases', 'completed-cases') }),
        bins,
      )
    case 'resources':
    case 'handovers':
      return resourceKey as fc.Arbitrary<Params>
    case 'throughput':
      return merged(arc, bins, fc.record({ fromWhich: which, toWhich: which }, optional))
    case 'traces':
      return merged(page, fc.record({ attributes: fc.subarray([...words.eventKeys]) }, optional))
    case 'segments':
      return merged(arc, limit)
    case 'load':
      return merged(arc, bins)
    case 'measures':
      return merged(
        fc.constantFrom(...numbers),
        fc.record({ per: fc.constantFrom('all', 'activity', 'variant', 'case') }),
      )
    default:
      return nothing
  }
}

/** Ask a question by its name. */
export const askBy = (engine: Engine, question: Question, params: object, cancel?: Parameters<Engine['logs']>[0]) =>
  question === 'logs'
    ? engine.logs(cancel)
    : (engine[question] as (params: object, cancel?: Parameters<Engine['logs']>[0]) => Promise<object>)(params, cancel)

export const askOf = (scenario: Pick<Scenario, 'view' | 'filter'>, id = 'log'): Ask => ({
  log: id,
  view: scenario.view,
  filter: scenario.filter,
})
