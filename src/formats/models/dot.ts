import { assert, FormatError } from '../../base/errors.ts'
import type { TransitionSystem } from '../../model/transition-system.ts'
import { dotString } from '../map/dot.ts'
import type { ModelFormat } from './model-format.ts'

/** Transition systems for Graphviz; written only: no model is made of a drawing. */
export const dot: ModelFormat = {
  id: 'dot',
  title: 'DOT (Graphviz)',
  extensions: ['dot', 'gv'],
  kinds: ['system'],
  recognises: ({ text }) => /^\ufeff?\s*(?:strict\s+)?(?:di)?graph\b/i.test(text.slice(0, 200)),
  read: () => {
    throw new FormatError('This is a drawing for Graphviz, of which no model can be made.', {
      fix: 'Read the model that it was drawn from.',
    })
  },
  write(model) {
    assert(model.kind === 'system', 'a drawing of another kind')
    return systemDot(model.system)
  },
}

function systemDot({ states, steps, final }: TransitionSystem): string {
  const ends = new Set(final)
  const node = (name: string, state: number) =>
    `  s${state} [label=${dotString(name)}${ends.has(state) ? ', peripheries=2' : ''}];`
  const edge = ({ from, label, to, frequency }: TransitionSystem['steps'][number]) =>
    `  s${from} -> s${to} [label=${dotString(`${label ?? 'τ'}${frequency === undefined ? '' : ` (${frequency})`}`)}];`
  return [
    'digraph system {',
    '  rankdir=LR; fontname="Helvetica";',
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=10];',
    '  begin [label="", shape=point];',
    '  begin -> s0;',
    ...states.map(node),
    ...steps.map(edge),
    '}',
    '',
  ].join('\n')
}
