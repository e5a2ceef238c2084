import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Names } from '../../log/naming.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog, demonstratedRoutines } from '../../tasks/index.ts'
import { hostileText } from '../hostile.fixture.ts'
import { plainText } from '../plain-text.ts'
import { outline, readChat } from './chat-form.ts'
import { dataCardMarkdown } from './data-card.ts'
import { mined, recordedTexts, undemonstrated } from './routines.fixture.ts'
import { accuracy, scoreTraining } from './score.ts'
import { isTextFree } from './slots.ts'
import { splitRoutines } from './split.ts'
import { type TrainingOptions, trainingData } from './training-data.ts'
import { trajectoriesOf } from './trajectories.ts'
import { type Trajectory, wayOf } from './trajectory.ts'

const made = (found: Parameters<typeof trainingData>[0], options: TrainingOptions = { purpose: 'agent-training' }) => {
  const result = trainingData(found, options)
  if (!result.ok) throw new Error(result.because)
  return result.value
}
const textOf = ({ files }: { files: readonly { path: string; content: string | Uint8Array }[] }) =>
  files.map(({ path, content }) => `${path}\n${content}`).join('\n')

describe('what may become training data', () => {
  test('nothing, unless the purpose of which people were told is to train or to test agents', () => {
    for (const purpose of [null, 'automation', 'process-improvement'] as const)
      expect(trainingData(mined(), { purpose })).toMatchObject({
        ok: false,
        because: expect.stringContaining('purpose'),
      })
    expect(made(mined(), { purpose: 'agent-evaluation' }).card.counts).toMatchObject({
      train: { trajectories: 0 },
      validation: { trajectories: 0 },
      test: { routines: 3 },
    })
  })
  test('demonstrations of any number of people, other routines of at least five, never of fewer', () => {
    expect(made(mined(['ann'])).card.routines.map(({ standsBehind }) => standsBehind)).toContain('demonstration')
    expect(trainingData(undemonstrated(['ann', 'bob', 'cyd', 'dan']), { purpose: 'agent-training' })).toEqual({
      ok: false,
      because: 'none of 3 routines has 5 people behind it or is a demonstration',
    })
    expect(
      trainingData(undemonstrated(['ann', 'bob', 'cyd', 'dan']), { purpose: 'agent-training', minimumPeople: 2 }).ok,
    ).toBe(false)
    const five = made(undemonstrated(['ann', 'bob', 'cyd', 'dan', 'eve']))
    expect(five.card.routines.map(({ standsBehind }) => standsBehind)).toEqual(['people', 'people', 'people'])
  })
  test('a routine that is refused is told, and nothing of it is written', () => {
    const found = undemonstrated(['ann', 'bob', 'cyd', 'dan', 'eve'])
    const [first, ...rest] = found.routines
    const few = { ...first!, instances: first!.instances.slice(0, 3) }
    const { card, ...output } = made({ ...found, routines: [few, ...rest] })
    expect(card.refused).toEqual([
      { routine: few.id, because: 'fewer than 5 people stand behind it, and it is no demonstration' },
    ])
    const lines = output.files.filter(({ path }) => path.endsWith('.jsonl'))
    expect(textOf({ files: lines })).not.toContain(few.id)
  })
})

describe('a trajectory', () => {
  const { trajectories, leftOut } = trajectoriesOf(mined().routines, mined().steps, mined().names)
  const [rush] = trajectories.filter(({ instruction }) => instruction.startsWith('Enter customer'))
  test('holds no text, person or time of a recording, in any file', () => {
    const text = textOf(made(mined()))
    for (const recorded of recordedTexts) expect(text, recorded).not.toContain(recorded)
    for (const who of ['ann', 'bob', 'eve']) expect(text).not.toMatch(new RegExp(`\\b${who}\\b`))
    expect(text).not.toMatch(/T\d\d:\d\d/)
  })
  test('is what people did, once for each way', () => {
    expect(rush!.steps.map(({ action, target }) => `${action} ${target}`)).toEqual([
      'copy e1',
      'paste e4',
      'type e5',
      'select e3',
      'check e2',
      'click e1',
    ])
    const ways = trajectories.map(one => `${one.routine}\n${wayOf(one)}`)
    expect(new Set(ways).size).toBe(ways.length)
    expect(trajectories.reduce((sum, { instances }) => sum + instances, 0)).toBe(18)
  })
  test('shows before each step what can be known: outline, clipboard, and what was put in before', () => {
    const [copy, paste, type, select, check] = rush!.steps
    const name = copy!.observation.elements[0]!.shows
    expect(name).not.toBeNull()
    expect([paste!.observation.clipboard, copy!.observation.clipboard]).toEqual([name, null])
    expect(type!.observation.elements.find(({ name: own }) => own === 'Full name')!.shows).toBe(name)
    expect(select!.observation.elements.find(({ name: own }) => own === 'Last name')!.shows).toBe(type!.value)
    expect(check!.observation.elements.find(({ name: own }) => own === 'Rush')!.shows).toBeNull()
  })
  test('gives in the instruction what cannot be read on the way, and computes what can', () => {
    const [copy, , type, select] = rush!.steps
    expect(rush!.instruction).toBe(
      `Enter customer. Use these values. Last name: ${JSON.stringify(type!.value)}; City: ${JSON.stringify(select!.value)}.`,
    )
    expect(copy!.value).toBeNull()
  })
  test('tells what was left out', () => {
    expect([...leftOut]).toEqual([['drag: nothing that an agent could repeat', 6]])
  })
  test('an outline orders elements by role and name, which tells nothing of the order of use', () => {
    for (const { steps } of trajectories)
      for (const { observation } of steps) {
        const order = observation.elements.map(({ role, name }) => `${role} ${name}`)
        expect([...order].sort((a, b) => (a < b ? -1 : 1))).toEqual(order)
      }
  })
  test('programs that carry recorded texts compute nothing', () => {
    const input = { op: 'input', index: 0 } as const
    expect(isTextFree({ op: 'join', parts: [input, { op: 'constant', text: ', ' }, input] })).toBe(true)
    expect(isTextFree({ op: 'join', parts: [input, { op: 'constant', text: 'Fuchsberg' }] })).toBe(false)
    expect(isTextFree({ op: 'lookup', of: [input], table: [] })).toBe(false)
    expect(isTextFree({ op: 'part', of: input, by: 'word', from: 0, to: 0 })).toBe(true)
  })
})

describe('the split', () => {
  const trajectory = (routine: string, ...targets: string[]): Trajectory => ({
    id: `${routine}/${targets.join()}`,
    routine,
    instruction: '',
    slots: [],
    instances: 1,
    steps: targets.map(name => ({
      observation: { place: 'p', clipboard: null, elements: [{ id: name, role: 'button', name, shows: null }] },
      action: 'click',
      target: name,
      value: null,
      slot: null,
    })),
  })
  test('puts every routine into one part, and a second and third group where they are needed', () => {
    const parts = (...all: Trajectory[]) => Object.fromEntries(splitRoutines(all))
    expect(parts(trajectory('a', 'x'))).toEqual({ a: 'train' })
    expect(parts(trajectory('a', 'x'), trajectory('a', 'y'), trajectory('b', 'z'))).toEqual({ a: 'train', b: 'test' })
    expect(new Set(Object.values(parts(trajectory('a', 'x'), trajectory('b', 'y'), trajectory('c', 'z'))))).toEqual(
      new Set(['train', 'validation', 'test']),
    )
  })
  test('never parts routines that are alike, so no way of doing one is both trained and tested', () => {
    const one = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      fc.array(fc.constantFrom(...'klmnopqrstuvw'), { minLength: 1, maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), made => {
        const all = made.map(([routine, targets]) => trajectory(routine, ...targets))
        const split = splitRoutines(all)
        const seen = new Map<string, string>()
        for (const each of all) {
          const part = split.get(each.routine)!
          expect(seen.get(wayOf(each)) ?? part).toBe(part)
          seen.set(wayOf(each), part)
        }
        expect([...split.values()]).toContain('train')
        expect(splitRoutines([...all].reverse())).toEqual(split)
      }),
      { seed: 8 },
    )
  })
})

describe('the files', () => {
  const data = made(mined(), { purpose: 'agent-training', licence: 'CC BY 4.0', logFingerprint: 'f00d' })
  const file = (path: string) => String(data.files.find(one => one.path === path)!.content)
  test('hold each trajectory in both forms, and calls that refer to what is shown', () => {
    expect(data.files.map(({ path }) => path)).toEqual([
      ...['train', 'validation', 'test'].map(split => `chat/${split}.jsonl`),
      ...['train', 'validation', 'test'].map(split => `agent-net/${split}.jsonl`),
      'README.md',
      'data-card.json',
    ])
    for (const split of ['train', 'validation', 'test']) {
      const chat = file(`chat/${split}.jsonl`)
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      const net = file(`agent-net/${split}.jsonl`)
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      expect(net.map(({ example_id: id }) => id)).toEqual(chat.map(({ id }) => id))
      for (const { messages, tools } of chat) {
        const names = tools.map((tool: { function: { name: string } }) => tool.function.name)
        let shown = ''
        for (const message of messages) {
          for (const call of message.tool_calls ?? []) {
            expect(names).toContain(call.function.name)
            const { target } = JSON.parse(call.function.arguments)
            if (target !== undefined) expect(shown).toContain(`[${target}] `)
          }
          if (message.role === 'user' || message.role === 'tool') shown = message.content
        }
      }
      for (const { content } of net)
        expect(content.at(-1).action).toEqual({ type: 'terminate', params: { status: 'success' } })
    }
  })
  test('a data card says purpose, licence, counts, threshold, gaps and evidence', () => {
    const card = file('README.md')
    for (const said of [
      'agent-training',
      'CC BY 4.0',
      'at least 5 people',
      'f00d',
      '## Known gaps',
      '| train | 1 | 2 |',
    ])
      expect(card).toContain(said)
    expect(JSON.parse(file('data-card.json')).routines[0].rows[0]).toEqual({
      first: expect.any(Number),
      last: expect.any(Number),
    })
    expect(made(mined()).files.find(({ path }) => path === 'README.md')!.content).toContain('nobody may pass it on')
  })
  test('are the same on every run', () => {
    expect(made(mined(), { purpose: 'agent-training', licence: 'CC BY 4.0', logFingerprint: 'f00d' })).toEqual(data)
  })
  test('no text of an element passes for a line of its own, and no title for markup', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, role) => {
        const lines = outline({
          place: name,
          elements: [{ id: 'e1', role, name, shows: role }],
          clipboard: name,
        }).split('\n')
        expect(lines.map(line => line.replace(/ .*/, ''))).toEqual(['Place:', '[e1]', 'Clipboard:'])
        const text = dataCardMarkdown({ ...data.card, title: name, licence: role })
        expect(text.split('\n').filter(line => line.startsWith('#'))).toHaveLength(3)
        expect(text.split('\n').filter(line => line === '---')).toHaveLength(2)
      }),
      { seed: 9 },
    )
  })
})

test('whatever elements are called, lines can be read and are of one trajectory', () => {
  let read = 0
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 2, maxLength: 6 }), texts => {
      const name = (i: number) => JSON.stringify(plainText(texts[i % texts.length]!))
      const run = (who: string) => `== ${who}
# ${name(0)} ${who}
${who} | A | enter textbox ${name(0)} #x on ${name(1)} = ${name(2)}
${who} | A | copy cell ${name(3)} #y on ${name(1)} = ${name(4)}
${who} | A | paste ${JSON.stringify(`r${texts.length}`)} ${name(5)} #z on ${name(1)} = ${name(4)}
#`
      const names = new Names()
      const steps = cleanUiLog(uiLog(['ann', 'bob'].map(run).join('\n'), { clear: true }), { names })
      const found = { steps, routines: demonstratedRoutines(steps), names }
      const result = trainingData(found, { purpose: 'agent-evaluation' })
      if (!result.ok) return
      read++
      for (const { path, content } of result.value.files) {
        if (!path.endsWith('.jsonl')) continue
        const lines = String(content).split(/[\n\u0085\u2028\u2029]/)
        expect(lines.pop()).toBe('')
        for (const line of lines) expect(JSON.parse(line).split).toBe('test')
      }
    }),
    { seed: 10, numRuns: 60 },
  )
  expect(read).toBeGreaterThan(30)
})

describe('the score', () => {
  const chat = String(made(mined()).files.find(({ path }) => path === 'chat/test.jsonl')!.content)
  const replays = readChat(chat)
  const perfect = replays.flatMap(({ id, calls }) => calls.map((call, step) => ({ trajectory: id, step, ...call })))
  const lines = (all: readonly object[]) => all.map(one => JSON.stringify(one)).join('\n')
  test('is one for what people did, in either form of an answer', () => {
    const said = scoreTraining(chat, lines(perfect))
    expect(said).toMatchObject({ step: { share: 1 }, trajectory: { share: 1 }, routineMean: 1, surplus: 0 })
    const calls = perfect.map(({ trajectory, step, action, target, value }) => ({
      trajectory,
      step,
      tool_calls: [{ function: { name: action, arguments: JSON.stringify({ target, value }) } }],
    }))
    expect(scoreTraining(chat, lines(calls))).toEqual(said)
  })
  test('counts action, target and value apart, and what is missing as wrong', () => {
    const withTarget = perfect.findIndex(({ target }) => target !== null)
    const withValue = perfect.findIndex(({ value }, i) => value !== null && i !== withTarget)
    const bad = perfect.map((one, i) => ({
      ...one,
      ...(i === withTarget ? { target: 'e99' } : {}),
      ...(i === withValue ? { value: `${one.value} x` } : {}),
    }))
    const said = scoreTraining(chat, lines([...bad, { trajectory: 'no such', step: 0, action: 'click' }]))
    expect(said.wrong).toEqual({ missing: 0, action: 0, target: 1, value: withValue < 0 ? 0 : 1 })
    expect(said.action.share).toBe(1)
    expect(said.target.right).toBe(said.target.of - 1)
    expect(said.surplus).toBe(1)
    expect(said.trajectory.right).toBeLessThan(said.trajectory.of)
    const nothing = scoreTraining(chat, '')
    expect(nothing.step).toMatchObject({ right: 0, share: 0 })
    expect(nothing.wrong.missing).toBe(perfect.length)
  })
  test('takes texts that differ in white space or Unicode form for the same', () => {
    const line = JSON.stringify({
      id: 't',
      routine: 'r',
      messages: [{ tool_calls: [{ function: { name: 'type', arguments: '{"target":"e1","value":"é  x"}' } }] }],
    })
    const answer = { trajectory: 't', step: 0, action: 'type', target: 'e1', value: ' e\u0301 x ' }
    expect(scoreTraining(line, JSON.stringify(answer)).step.share).toBe(1)
    expect(scoreTraining(line, JSON.stringify({ ...answer, value: 'E x' })).step.share).toBe(0)
  })
  test('its interval is the one of Wilson', () => {
    // Newcombe, 1998, example: 81 of 263
    const { low, high } = accuracy(81, 263)
    expect([low!.toFixed(4), high!.toFixed(4)]).toEqual(['0.2553', '0.3662'])
    expect(accuracy(0, 0)).toMatchObject({ share: null, low: null })
  })
  test('says where a file is wrong', () => {
    expect(() => scoreTraining('{', '')).toThrow('line 1')
    expect(() => scoreTraining('{"id":"a"}', '')).toThrow('"messages"')
    expect(() => scoreTraining(chat, '\n{"trajectory":"a","step":-1}')).toThrow('line 2')
    expect(
      scoreTraining(chat, '{"trajectory":"a","step":0,"tool_calls":[{"function":{"name":"type","arguments":"{"}}]}')
        .surplus,
    ).toBe(1)
  })
})
