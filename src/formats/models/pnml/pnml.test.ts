import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../../base/utf8.ts'
import { parseNet, printNet } from '../../../model/net-notation.ts'
import { type PetriNet, PetriNetBuilder } from '../../../model/petri-net.ts'
import { openModel, writeModel } from '../open-model.ts'
import { pnml } from './pnml.ts'

const file = (inner: string) =>
  `<?xml version="1.0"?>\n<pnml>\n<net id="n" type="http://www.pnml.org/version-2009/grammar/ptnet">\n${inner}\n</net>\n</pnml>`
const open = (text: string) => {
  const { model, problems } = openModel(encodeUtf8(text), 'model.pnml')
  return { net: model.kind === 'net' ? printNet(model.net) : model.kind, kinds: problems.map(({ kind }) => kind) }
}
const written = (net: PetriNet) => new TextDecoder().decode(writeModel({ kind: 'net', net }, pnml).bytes)

const place = (id: string, marking = '') => `<place id="${id}"><name><text>${id}</text></name>${marking}</place>`
const transition = (id: string, name = id, more = '') =>
  `<transition id="${id}"><name><text>${name}</text></name>${more}</transition>`
const arc = (from: string, to: string, more = '') =>
  `<arc id="${from}-${to}" source="${from}" target="${to}">${more}</arc>`
const ONE = '<initialMarking><text>1</text></initialMarking>'
const plain = [place('s', ONE), place('e'), transition('t', 'pack'), arc('s', 't'), arc('t', 'e')].join('\n')
const END = '<finalmarkings><marking><place idref="e"><text>1</text></place></marking></finalmarkings>'

describe('PNML is read', () => {
  test('as ISO 15909 has it, with what is left unsaid told', () => {
    expect(open(file(plain))).toEqual({ net: 's → pack@t → e; [s] ⇒ [e]', kinds: ['no-final-marking'] })
    expect(open(file(plain.replace(ONE, '')))).toEqual({
      net: 's → pack@t → e; [s] ⇒ [e]',
      kinds: ['no-initial-marking', 'no-final-marking'],
    })
  })
  test('of ProM: pages, invisible transitions, several final markings, places with no token listed', () => {
    const skip = transition(
      'x',
      'tau split',
      '<toolspecific tool="ProM" version="6.4" activity="$invisible$" localNodeID="1"/>',
    )
    const finals =
      '<finalmarkings><marking><place idref="s"><text>0</text></place><place idref="e"><text>1</text></place></marking><marking><place idref="s"><text>1</text></place></marking></finalmarkings>'
    const pages = `<page id="p1">${place('s', ONE)}<page id="p2">${place('e')}${skip}</page></page>${arc('s', 'x')}${arc('x', 'e', '<arctype><text>normal</text></arctype>')}${finals}`
    expect(open(file(pages))).toEqual({ net: 's → τ@x → e; [s] ⇒ [e] | [s]', kinds: [] })
  })
  test('of stochastic nets: what their properties call invisible is silent', () => {
    const properties = (invisible: boolean) =>
      `<toolspecific tool="StochasticPetriNet" version="0.2"><property key="priority">1</property><property key="invisible">${invisible}</property></toolspecific>`
    const inner = `${place('s', ONE)}${place('e')}${transition('t', 'pack', properties(false))}${transition('u', 'skip', properties(true))}
      ${['t', 'u'].map(t => arc('s', t) + arc(t, 'e')).join('')}${END}`
    expect(open(file(inner)).net).toBe('s → pack@t → e; s → τ@u → e; [s] ⇒ [e]')
  })
  test('of pm4py: activities called like the places that cases begin and end on', () => {
    const nodes = [place('start', ONE), place('end'), place('p'), transition('start'), transition('end')]
    const arcs = [arc('start', 'start'), arc('start', 'p'), arc('p', 'end'), arc('end', 'end')]
    const inner = [...nodes, ...arcs, END.replace('"e"', '"end"')].join('\n')
    expect(open(file(inner))).toEqual({
      net: 'start + end + p; start → start@start → p; p → end@end → end; [start] ⇒ [end]',
      kinds: ['shared-id'],
    })
    const reread = openModel(encodeUtf8(file(inner)), 'm.pnml').model
    expect(reread.kind === 'net' && open(written(reread.net)).net).toContain('[start] ⇒ [end]')
    expect(() => open(file(`${inner}\n${arc('start', 'end')}`))).toThrow(
      'line 14: The arc "start-end" from "start" to "end" may lead from a place or to one: both ids stand twice.',
    )
  })
  test('of PIPE, TINA and data nets: what forbids more than tokens do is told as lost', () => {
    const held = place('q', '<capacity><value>2</value></capacity>')
    const free = place('e', '<capacity><value>0</value></capacity>')
    const timed = (at: string, more = '') => `<timed><value>${at}</value></timed>${more}`
    const inner = `${place('s', ONE)}${held}${free}${transition('t', 'pack', timed('false'))}${transition('u', 'send', timed('true'))}
      ${arc('s', 't')}${arc('t', 'q')}${arc('q', 'u')}${arc('u', 'e')}${END}`
    expect(open(file(inner))).toEqual({
      net: 's → pack@t → q; q → send@u → e; [s] ⇒ [e]',
      // no more than two tokens ever come
      kinds: ['priority'],
    })
    const waits = plain.replace(transition('t', 'pack'), transition('t', 'pack', '<delay><interval/></delay>'))
    const guarded = plain.replace('<transition id="t"', '<transition id="t" guard="amount &gt; 5"')
    expect(open(file(waits + END)).kinds).toEqual(['time-interval'])
    expect(open(file(guarded + END)).kinds).toEqual(['guard'])
  })
  test('of PIPE: capacities that matter are kept by complementary places, or told as lost', () => {
    const marked = (tokens: number) => `<initialMarking><value>Default,${tokens}</value></initialMarking>`
    const inner = (most: string) =>
      `${place('s', marked(3))}${place('q', `<capacity><value>${most}</value></capacity>`)}${place('e')}${transition('t')}${transition('u')}
      ${arc('s', 't')}${arc('t', 'q')}${arc('q', 'u')}${arc('u', 'e')}${END.replace('>1<', '>3<')}`
    expect(open(file(inner('Default,2')))).toEqual({
      net: 's + q + e + q_free; s + q_free → t@t → q; q → u@u → e + q_free; [3*s + 2*q_free] ⇒ [3*e + 2*q_free]',
      kinds: ['complementary-place'],
    })
    expect(open(file(inner('3'))).kinds).toEqual([])
    const begins = inner('2').replace('<place id="q"><name><text>q</text></name>', `$&${marked(3)}`)
    expect(open(file(begins)).kinds).toEqual(['capacity'])
  })
  test('of WoPeD: graphics, triggers, two transitions for one name', () => {
    const graphics = '<graphics><position x="1" y="2"/></graphics>'
    const woped = `<toolspecific tool="WoPeD" version="1.0"><trigger id="" type="200">${graphics}</trigger><operator id="t1" type="104"/></toolspecific>`
    const inner = `${place('p1', ONE)}${place('p2')}${transition('t1_op_1', 'check', graphics + woped)}${transition('t1_op_2', 'check', woped)}
      <arc id="a1" source="p1" target="t1_op_1"><inscription><text>1</text></inscription>${graphics}<toolspecific tool="WoPeD" version="1.0"><probability>1.0</probability></toolspecific></arc>
      ${arc('t1_op_1', 'p2')}${arc('p1', 't1_op_2')}${arc('t1_op_2', 'p2')}<toolspecific tool="WoPeD" version="1.0"><bounds/></toolspecific>`
    expect(open(file(inner))).toEqual({
      net: 'p1 → check@t1_op_1 → p2; p1 → check@t1_op_2 → p2; [p1] ⇒ [p2]',
      kinds: ['no-final-marking'],
    })
  })
  test('of PIPE and of before 2009: values, Default, weights in inscriptions', () => {
    const old = `<place id="s"><initialMarking><value>Default,2</value></initialMarking></place><place id="e"/><transition id="t"><name><value>pack</value></name></transition>
      ${arc('s', 't', '<inscription><value>Default,2</value></inscription><type value="normal"/>')}${arc('t', 'e', '<inscription><text> 3 </text></inscription>')}${END}`
    expect(open(file(old))).toEqual({ net: '2*s → pack@t → 3*e; [2*s] ⇒ [e]', kinds: [] })
  })
  test('with references followed', () => {
    const inner = `${plain.replace('target="e"', 'target="r2"')}<referencePlace id="r2" ref="r1"/><referencePlace id="r1" ref="e"/>${END}`
    expect(open(file(inner))).toEqual({ net: 's → pack@t → e; [s] ⇒ [e]', kinds: [] })
  })
  test('with names as they are written: blanks, entities, CDATA; without a name the id, with an empty one silent', () => {
    const inner = `${place('s', ONE)}${place('e')}${transition('t', ' A &amp; <![CDATA[B<C]]> ')}${transition('u', '')}<transition id="v"/>
      ${['t', 'u', 'v'].map(t => arc('s', t) + arc(t, 'e')).join('')}${END}`
    expect(open(file(inner))).toEqual({
      net: 's → " A & B<C "@t → e; s → τ@u → e; s → v@v → e; [s] ⇒ [e]',
      kinds: ['empty-name', 'unnamed-transition'],
    })
  })
  test('of several nets the first that holds something, with the loss told; a sub-process is a loss too', () => {
    const nets = `<pnml><net id="empty"/><net id="one">${plain}${END}<page id="t"><net id="inner"/></page></net></pnml>`
    expect(open(nets)).toEqual({ net: 's → pack@t → e; [s] ⇒ [e]', kinds: ['sub-process', 'several-nets'] })
  })
  test('in other encodings', () => {
    const latin = file(plain.replace('pack', 'prüfen')).replace('?>', ' encoding="ISO-8859-1"?>')
    const bytes = Uint8Array.from(latin, letter => letter.charCodeAt(0))
    const { model } = openModel(bytes, 'm.pnml')
    expect(model.kind === 'net' && model.net.transitions[0]!.label).toBe('prüfen')
    const wide = new Uint8Array(2 + latin.length * 2)
    wide.set([0xff, 0xfe])
    for (let i = 0; i < latin.length; i++) wide.set([latin.charCodeAt(i), 0], 2 + 2 * i)
    expect(openModel(wide, 'm.pnml').model).toEqual(model)
  })
})

describe('PNML that is no net is refused with line and element', () => {
  const refused = (inner: string) => {
    try {
      return open(file(inner)).net
    } catch (error) {
      return (error as Error).message
    }
  }
  test('two nodes with one id', () => {
    expect(refused(`${plain}\n${place('s')}`)).toMatch(
      /^model.pnml, line 9: <place id="s"> has an id that is taken: it stands in line \d already. Give each place and each transition an id of its own.$/,
    )
  })
  test('an arc to nowhere, one between places, one without a source', () => {
    expect(refused(`${plain}\n${arc('t', 'nowhere')}`)).toContain(
      'line 9: The arc "t-nowhere" from "t" to "nowhere" has a target "nowhere" that is no place and no transition of the net.',
    )
    expect(refused(`${plain}\n${arc('s', 'e')}`)).toContain(
      'line 9: The arc "s-e" from "s" to "e" connects two places.',
    )
    expect(refused(`${plain}\n<arc id="x" target="e"/>`)).toContain('line 9: <arc> has no source.')
    expect(refused(`${plain}<referencePlace id="r" ref="r"/>${arc('t', 'r')}`)).toContain('no place and no transition')
  })
  test('tokens that are no number, arcs without any, arcs of other kinds, tokens with values', () => {
    expect(refused(plain.replace('<text>1<', '<text>-1<'))).toContain('"-1" (place "s") is no number of tokens.')
    expect(refused(plain.replace('<text>1<', '<text>99999999999<'))).toContain('is no number of tokens')
    expect(refused(`${plain}${arc('e', 't', '<inscription><text>0</text></inscription>')}`)).toContain(
      'carries no token',
    )
    expect(refused(`${plain}${arc('e', 't', '<arctype><text>inhibitor</text></arctype>')}`)).toContain(
      'is of the kind "inhibitor"',
    )
    for (const more of ['<type value="reset"/>', '<type text="read"/>', '<type><text>test</text></type>'])
      expect(refused(`${plain}${arc('e', 't', more)}`)).toContain('is of the kind')
    expect(refused(plain.replace('<text>1<', '<text>Default,0,Red,1<'))).toContain(
      'The tokens of place "s" are of several kinds ("Default,0,Red,1"). Only place/transition nets can be read.',
    )
    expect(() => open(file(plain).replace('ptnet', 'symmetricnet'))).toThrow('whose tokens have values')
  })
  test('a final marking of what is no place', () => {
    expect(refused(plain + END.replace('"e"', '"t"'))).toContain('speaks of "t", which is no place of the net')
  })
  test('XML that is broken, cut off, too deep or full of entities', () => {
    expect(() => open(file(plain).slice(0, -8))).toThrow('Unclosed tag: pnml')
    expect(() => open(file(plain.replace('</place>', '')))).toThrow('Unexpected close tag (in <place> of line 4)')
    expect(() => open(file('<page>'.repeat(300)))).toThrow('nested deeper than 256')
    const bomb = `<!DOCTYPE pnml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${file(plain.replace('pack', '&b;')).slice(21)}`
    expect(() => open(bomb)).toThrow(/entity/i)
    expect(() => open('<pnml></pnml>')).toThrow('<pnml> has no <net>')
  })
})

describe('PNML is written', () => {
  test('so that it reads as the same net, of any net', () => {
    const name = fc.constantFrom('p', 'q', 'two words', '"<&>\'', ' τ ', 'ü', '\u{1f600}', 't1')
    const arcs = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean(), fc.integer({ min: 1, max: 3 })), {
      maxLength: 8,
    })
    const marking = fc.uniqueArray(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })), {
      selector: ([p]) => p,
      maxLength: 3,
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 4, maxLength: 4 }),
        fc.array(fc.option(name), { minLength: 4, maxLength: 4 }),
        arcs,
        marking,
        fc.array(marking, { minLength: 1, maxLength: 2 }),
        (places, labels, flows, initial, final) => {
          const builder = new PetriNetBuilder()
          for (const id of places) builder.place(id, `name of ${id}`)
          labels.forEach((label, t) => {
            builder.transition(label, `the ${t}th`)
          })
          for (const [p, t, isInput, tokens] of flows)
            if (isInput) builder.takes(t, p, tokens)
            else builder.puts(t, p, tokens)
          const net = builder.build(initial, final)
          const { model, problems } = openModel(encodeUtf8(written(net)), 'x.pnml')
          expect(model).toEqual({ kind: 'net', net })
          expect(problems).toEqual([])
        },
      ),
      { numRuns: 200, seed: 61 },
    )
  })
  test('with another id where a transition has that of a place', () => {
    const { bytes, problems } = writeModel({ kind: 'net', net: parseNet('t1 → a → e') }, pnml)
    expect(problems.map(({ kind }) => kind)).toEqual(['renamed-id'])
    expect(openModel(bytes, 'x.pnml').model).toMatchObject({
      net: { transitions: [{ id: 't1_transition', label: 'a' }] },
    })
  })
})
