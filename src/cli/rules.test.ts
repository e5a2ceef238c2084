import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parfocal } from './cli.fixture.ts'

const samples = resolve(import.meta.dirname, '..', '..', 'samples')
const sample = join(samples, 'order-to-cash.csv')
const rules = join(samples, 'rules', 'order-to-cash.yaml')
let folder: string
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const oneRule = (said: string) =>
  `parfocal: rules\nversion: 1\nrules:\n  - {id: r, name: R, severity: low, owner: O, source: S, rule: '${said}', tests: [{pass: 'c: "Create order"'}]}\n`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parfocal-rules-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('rules check', () => {
  test('says which rules are broken, as text and as JSON, and ends with 5', async () => {
    const text = await parfocal('rules', 'check', sample, rules)
    expect(text.code).toBe(5)
    expect(text.out).toMatch(/one-price +low +1 000 +21 +2\.1 %/)
    const { code, out, err } = await parfocal('rules', 'check', sample, rules, '--json')
    expect([code, err]).toEqual([5, expect.stringMatching(/rules are broken/)])
    const answer = JSON.parse(out)
    expect(answer).toMatchObject({
      at: '2025-12-31T17:00:37.000Z',
      log: { cases: 1000, fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    })
    const price = answer.rules.find((one: { id: string }) => one.id === 'one-price')
    expect(price).toMatchObject({ because: null, violations: 25, cases: { applicable: 1000, violated: 21 } })
    expect(price.shown[0]).toMatchObject({
      case: 'SO100004',
      event: { activity: 'Correct price', number: 6 },
      at: '2024-01-10T15:55:04.000Z',
    })
    expect(answer.files).toEqual([{ role: 'Rules', name: rules, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  })
  test('ends with 0 where every rule is kept, with 2 where one has no answer, with 3 on a broken file', async () => {
    expect(
      (await parfocal('rules', 'check', sample, file('kept.yaml', oneRule('"Create order" before "Approve order"'))))
        .code,
    ).toBe(0)
    const open = await parfocal(
      'rules',
      'check',
      sample,
      file('open.yaml', oneRule('colour = "red" requires "Create order" is required')),
    )
    expect([open.code, open.err]).toEqual([
      2,
      'parfocal: 1 of 1 rules have no answer: r (the log has no attribute "colour").\n',
    ])
    const broken = await parfocal(
      'rules',
      'check',
      sample,
      file('broken.yaml', oneRule('"Create order" befor "Approve order"')),
    )
    expect([broken.code, broken.err]).toEqual([
      3,
      expect.stringMatching(/broken.yaml, line 4: Column \d+: Rule r: .*"befor"/),
    ])
    expect((await parfocal('rules', 'check', sample, rules, '--classifier', 'activity')).code).toBe(2)
    expect((await parfocal('rules', 'check', sample, rules, '--at', 'soon')).code).toBe(2)
  })
  test('an allowlist and a filter change what is broken; an entry for no rule is refused', async () => {
    const broken = file('price.yaml', oneRule('"Correct price" at most 1 time'))
    const listed = JSON.parse((await parfocal('rules', 'check', sample, broken, '--json')).out).rules[0].shown
    const cases = [...new Set(listed.map((shown: { case: string }) => shown.case))]
    const allow = (rule: string) =>
      file(
        'allow.json',
        JSON.stringify({
          parfocal: 'allowlist',
          version: 1,
          entries: [{ rule, cases, reason: 'x', author: 'y', until: '2030-01-01' }],
        }),
      )
    const allowed = await parfocal('rules', 'check', sample, broken, '--allow', allow('r'), '--json')
    expect([allowed.code, JSON.parse(allowed.out).rules[0]]).toEqual([
      0,
      expect.objectContaining({ violations: 0, allowedViolations: 25 }),
    ])
    expect((await parfocal('rules', 'check', sample, broken, '--allow', allow('other'))).code).toBe(2)
    const where = JSON.stringify([{ kind: 'cases', ids: cases.slice(0, 3) }])
    expect(
      JSON.parse((await parfocal('rules', 'check', sample, broken, '--where', where, '--json')).out).rules[0].cases,
    ).toMatchObject({ applicable: 3, violated: 3 })
  })
  test('roles and limits are an input', async () => {
    const said = file(
      'roles-rule.yaml',
      oneRule('"Approve order" where (org:resource = "Carla Wirt") only by role "approver"'),
    )
    const roles = (from: string) =>
      file('roles.yaml', `parfocal: roles\nversion: 1\nroles: [{person: Carla Wirt, role: approver, from: ${from}}]\n`)
    expect((await parfocal('rules', 'check', sample, said)).code).toBe(2)
    expect((await parfocal('rules', 'check', sample, said, '--roles', roles('2020-01-01'))).code).toBe(0)
    expect((await parfocal('rules', 'check', sample, said, '--roles', roles('2025-01-01'))).code).toBe(5)
    const csv = file('more.csv', 'person,role,from\nCarla Wirt,approver,2020-01-01\n')
    const both = await parfocal(
      'rules',
      'check',
      sample,
      said,
      '--roles',
      roles('2025-01-01'),
      '--roles',
      csv,
      '--json',
    )
    expect([both.code, JSON.parse(both.out).files.length]).toEqual([0, 3])
    const broken = await parfocal(
      'rules',
      'check',
      sample,
      said,
      '--roles',
      file('bad.csv', 'person,role\n,approver\n'),
    )
    expect([broken.code, broken.err]).toEqual([
      3,
      expect.stringMatching(/bad\.csv, row 2, column "person": Who has the role is missing/),
    ])
  })
  test('a rule file may hold its own tables and accepted violations', async () => {
    const roles = 'tables:\n  roles: [{person: Carla Wirt, role: approver}]\n'
    const said = oneRule('"Approve order" where (org:resource = "Carla Wirt") only by role "approver"')
    expect((await parfocal('rules', 'check', sample, file('own.yaml', said + roles))).code).toBe(0)
    const price = oneRule('"Correct price" at most 1 time')
    const first = JSON.parse((await parfocal('rules', 'check', sample, file('p.yaml', price), '--json')).out).rules[0]
    const cases = [...new Set(first.shown.map((shown: { case: string }) => shown.case))]
    const allow = `allow:\n  - ${JSON.stringify({ rule: 'r', cases, reason: 'x', author: 'y', until: '2030-01-01' })}\n`
    const checked = await parfocal('rules', 'check', sample, file('p2.yaml', price + allow), '--json')
    expect([checked.code, JSON.parse(checked.out).rules[0].allowedViolations]).toEqual([0, 25])
  })
  test('the evidence is one file that is equal when it is made again, with what it was made of', async () => {
    const [first, second] = [join(folder, 'first.html'), join(folder, 'second.html')]
    await parfocal('rules', 'check', sample, rules, '--report', first, '-q')
    expect((await parfocal('rules', 'check', sample, rules, '--report', first)).code).toBe(2)
    const html = readFileSync(first, 'utf8')
    expect(html).toContain("default-src 'none'")
    expect(html).toMatch(/sha256:[0-9a-f]{64}/)
    const command = /parfocal rules check [^<]*/.exec(html)![0].replaceAll('&#39;', "'")
    expect(command).toContain('--at 2025-12-31T17:00:37.000Z')
    await parfocal(
      ...command
        .split(' ')
        .slice(1)
        .map(word => (word === first ? second : word)),
      '-q',
    )
    expect(readFileSync(second, 'utf8')).toBe(html.replaceAll(first, second))
  })
})

describe('rules test and pack', () => {
  test('packs are printed and their tests pass', async () => {
    expect((await parfocal('rules', 'pack')).out.trim().split('\n')).toEqual([
      'four-eyes',
      'three-way-match',
      'duplicate-payment',
      'late-approval',
    ])
    for (const name of ['four-eyes', 'three-way-match', 'duplicate-payment', 'late-approval']) {
      const { out } = await parfocal('rules', 'pack', name)
      const tested = await parfocal('rules', 'test', file(`${name}.yaml`, out), '--json')
      expect([tested.code, JSON.parse(tested.out)]).toEqual([0, expect.objectContaining({ failed: 0, untested: [] })])
    }
    expect((await parfocal('rules', 'pack', 'nothing')).code).toBe(2)
  })
  test('a failing test is named with its line, and ends with 5', async () => {
    const { code, out } = await parfocal('rules', 'test', file('fails.yaml', oneRule('"Create order" is forbidden')))
    expect([code, out]).toEqual([
      5,
      '✗ r, line 4 (pass): Case c is violated, not satisfied or not-applicable.\n0 of 1 tests of 1 rules pass.\n',
    ])
  })
  test('the schemas describe what is read', async () => {
    for (const kind of ['rules', 'roles', 'allowlist']) {
      const { properties, additionalProperties } = JSON.parse((await parfocal('rules', 'schema', kind)).out)
      expect([properties.parfocal.const, additionalProperties]).toEqual([kind, false])
    }
  })
  test('a file that is not there is bad input', async () => {
    expect((await parfocal('rules', 'test', join(folder, 'nowhere.yaml'))).code).toBe(3)
  })
})
