import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import type { Ask } from '../../../log/engine.ts'
import { compactTree } from '../../../model/bpmn/compact-tree.ts'
import { printTree, silent } from '../../../model/index.ts'
import { type Baselines, freeId, type KeptBaseline, minedDocument, SHARED } from '../../engine/baselines.ts'
import { isHere } from '../../engine/log-ids.ts'
import { notify, sentenceOf } from '../../state/notices.ts'
import { revisionsOf } from '../../state/revisions.ts'
import { sentence } from '../model/numbers.tsx'
import type { Source } from './protocol.ts'
import { away, type SetState } from './state.ts'
import type { TaskState } from './use-task.ts'

/** What a person can do with the baseline that is shown, and with others. */
export function useBaselineActions(of: {
  readonly ask: Ask
  readonly kept: Baselines & { readonly list: readonly KeptBaseline[] }
  readonly set: SetState
  /** null: the mined one. */
  readonly current: KeptBaseline | null
  readonly document: BaselineDocument
  readonly prepared: Source | null
}) {
  const { ask, kept, set, current, document, prepared } = of
  const begin = (next: BaselineDocument) => {
    const id = freeId()
    kept.keep(id, next)
    return id
  }
  const beginSteps = (id: string, text: string) => revisionsOf(`${ask.log}.${id}`).begin(text)
  return {
    async edit() {
      if (prepared?.kind !== 'flow' || !prepared.model.tree.ok) return
      const tree = compactTree(prepared.model.tree.value)
      const { textOfTree } = await import('./save.ts')
      const base = current ? `${current.document.name}, edited` : 'Target model'
      const id =
        current && isTreeText(current.document.model)
          ? current.id
          : begin({ ...document, name: freeName(base, kept.list), model: textOfTree(tree), labels: document.labels })
      set({ ...away, baseline: id, view: 'edit', step: beginSteps(id, printTree(tree)) })
    },
    async draw() {
      const { textOfTree } = await import('./save.ts')
      const id = begin({ ...minedDocument, name: freeName('Drawn model', kept.list), model: textOfTree(silent) })
      set({ ...away, baseline: id, view: 'edit', step: beginSteps(id, printTree(silent)) })
    },
    /** Keeps it on the server; null: it is there, or there is none. */
    share:
      isHere(ask.log) || current?.id === SHARED || !prepared
        ? null
        : () => {
            kept.keep(SHARED, { ...document, model: textOf(prepared) })
            set({ ...away, baseline: SHARED })
          },
    exports: [
      {
        title: 'Baseline: model, labels and what is allowed (JSON)',
        run: () =>
          void saving(async save =>
            save.saveBaseline({ ...document, model: prepared ? textOf(prepared) : document.model }),
          ),
      },
      ...(prepared ? modelExports(prepared, document.name) : []),
    ],
    /** Ends a clash. Where theirs is taken, what was drawn here is left: the drawing would keep it again. */
    settle(id: string, whose: 'theirs' | 'mine') {
      const theirs = kept.clashes.get(id)?.document
      kept.settle(id, whose)
      if (whose === 'theirs')
        set(
          { ...away, step: undefined, view: undefined, ...(theirs ? {} : { baseline: undefined }) },
          { replace: true },
        )
    },
    uneditable,
  }
}

const textOf = (source: Source): string => (source.kind === 'flow' ? source.model.text : source.held.text)

/** The model alone, in the formats that hold it. */
function modelExports(source: Source, name: string) {
  if (source.kind === 'flow')
    return [
      { title: 'Model as BPMN 2.0', run: () => void saving(async save => save.saveBpmn(source.model.bpmn, name)) },
    ]
  const { held } = source
  const titles = { declare: 'Constraints', 'log-skeleton': 'Log skeleton', 'temporal-profile': 'Temporal profile' }
  const as = (format: 'declare' | 'json', title: string) => ({
    title: `${titles[held.kind]} as ${title}`,
    run: () => void saving(async save => save.saveStatements(held, format, name)),
  })
  return [...(held.kind === 'declare' ? [as('declare', 'a Declare file')] : []), as('json', 'JSON')]
}

const isTreeText = (text: string) => /^\s*\{/.test(text) && /"kind":\s*"tree"/.test(text.slice(0, 200))

/** A name that no baseline has. */
function freeName(name: string, kept: readonly KeptBaseline[]): string {
  const taken = new Set(kept.map(({ document }) => document.name))
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`
  return free
}

/** Why a model cannot be edited block by block; null: it can. */
function uneditable(answer: TaskState<'mine' | 'read'>['answer']): string | null {
  if (answer === null) return 'The model is being prepared.'
  if (!answer.ok) return sentence(answer.because)
  if (answer.value.kind === 'statements') return 'It cannot be edited here, where models are made of blocks.'
  const { tree } = answer.value.model
  return tree.ok ? null : `It cannot be edited here, where models are made of blocks. ${sentence(tree.because)}`
}

async function saving(work: (save: typeof import('./save.ts')) => Promise<unknown>): Promise<void> {
  try {
    await work(await import('./save.ts'))
  } catch (error) {
    notify(sentenceOf(error), 'error')
  }
}
