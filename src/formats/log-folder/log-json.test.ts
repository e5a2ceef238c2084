import { describe, expect, test } from 'vitest'
import { FORMAT, parseLogJson, VERSION } from './log-json.ts'

const minimal = {
  format: FORMAT,
  version: VERSION,
  name: 'orders',
  events: 0,
  cases: 0,
  fingerprint: 'sha256:0',
  resourceKey: null,
  order: { moved: 0, ties: 0, withoutTime: 0 },
  columns: { events: [], cases: [] },
  classifiers: [],
  extensions: [],
  globals: [],
  attributes: [],
  problems: [],
  files: {},
  segments: [],
}
const parse = (change: object) => parseLogJson(JSON.stringify({ ...minimal, ...change }), 'log.json')

describe('log.json', () => {
  test('is read in the version that is written', () => {
    expect(parse({})).toEqual(minimal)
  })

  test('of a newer version is refused with what to do', () => {
    expect(() => parse({ version: VERSION + 1 })).toThrow(
      `log.json: The log was written in version ${VERSION + 1} of its format; this program knows versions up to ${VERSION}. Open it with a newer Parfocal, or import the log again from its source.`,
    )
  })

  test('of an older version passes through every upgrader in turn', () => {
    const upgraders = {
      1: (json: object) => ({ ...json, version: 2, name: 'two' }),
      2: (json: object) => ({ ...json, version: 3, fingerprint: 'sha256:3' }),
    }
    const json = parseLogJson(JSON.stringify(minimal), 'log.json', upgraders, 3)
    expect(json).toMatchObject({ version: 3, name: 'two', fingerprint: 'sha256:3' })
    expect(() => parseLogJson(JSON.stringify(minimal), 'log.json', { 1: upgraders[1] }, 3)).toThrow(
      /no way from version 2/,
    )
  })

  test.each([
    [{ format: 'other' }, /"format"/],
    [{ version: 'x' }, /"version"/],
    [{ events: -1 }, /"events"/],
    [{ order: null }, /"order"/],
    [{ columns: { events: [{ key: 1 }], cases: [] } }, /"columns.events"/],
    [{ columns: { events: [{ key: 'a', field: 'a', role: 'what', type: 'int' }], cases: [] } }, /role or type/],
    [{ files: { 'events.arrow': { bytes: 'many' } } }, /"files"/],
    [{ presence: { events: [[1, null]], cases: [] } }, /"presence.events" does not fit/],
    [{ presence: 1 }, /"presence.events"/],
    [{ segments: [{ folder: '../../etc', fingerprint: '' }] }, /"segments"/],
  ])('with damage %j is refused', (change, message) => {
    expect(() => parse(change)).toThrow(message)
  })
})
