import { useRef, useState } from 'react'
import type { RoutineSummary } from '../../../analyses/index.ts'
import { type RoutineEdit, type RoutineKey, stepKey } from '../../../tasks/index.ts'
import { useTaskEdits } from '../../engine/use-tasks.ts'
import { NameDialog, RejectDialog, TrimDialog } from './dialogs.tsx'

/** An edit that waits for the person's words. */
export type Asked =
  | { readonly kind: 'rename' | 'trim' | 'reject'; readonly routine: RoutineSummary }
  | { readonly kind: 'split'; readonly routine: RoutineSummary; readonly variants: readonly (readonly string[])[] }
  | { readonly kind: 'merge'; readonly routines: readonly RoutineSummary[] }

const keyOf = ({ id, classes }: RoutineSummary): RoutineKey => ({ id, steps: classes })

/** The dialogs that edit routines; `done` is called after each edit. */
export function useEditor(done: (edit: RoutineEdit) => void) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const before = useRef<HTMLElement | null>(null)
  const [, set] = useTaskEdits()
  const add = async (edit: RoutineEdit) => {
    const ok = await set(edits => ({ ...edits, routines: [...edits.routines, edit] }))
    if (ok) done(edit)
    return ok
  }
  const ask = (asked: Asked) => {
    before.current = placeOfFocus()
    setAsked(asked)
  }
  const close = () => {
    setAsked(null)
    // once the dialog is gone, which holds the focus
    setTimeout(() => before.current?.focus())
  }
  return { ask, dialog: asked && <Dialog asked={asked} add={add} close={close} /> }
}

/** What has the focus now; of an item of a menu, which closes, the button that opened it. */
function placeOfFocus(): HTMLElement | null {
  const active = document.activeElement
  const opener = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  return (opener ? document.getElementById(opener) : active) as HTMLElement | null
}

function Dialog(props: {
  readonly asked: Asked
  readonly add: (edit: RoutineEdit) => Promise<boolean>
  readonly close: () => void
}) {
  const { asked, add, close } = props
  switch (asked.kind) {
    case 'rename':
      return (
        <NameDialog
          title="Rename this routine"
          does="Rename"
          name={asked.routine.name}
          close={close}
          submit={name => add({ kind: 'rename', routine: keyOf(asked.routine), name })}
        />
      )
    case 'merge':
      return (
        <NameDialog
          title={`Merge ${asked.routines.length} routines into one`}
          does="Merge"
          name={asked.routines[0]?.name ?? ''}
          close={close}
          submit={name => add({ kind: 'merge', routines: asked.routines.map(keyOf), name })}
        />
      )
    case 'split':
      return (
        <NameDialog
          title={asked.variants.length === 1 ? 'Split off a variant' : `Split off ${asked.variants.length} variants`}
          does="Split off"
          name={`${asked.routine.name}, another way`}
          close={close}
          submit={name => add({ kind: 'split', routine: keyOf(asked.routine), variants: asked.variants, name })}
        />
      )
    case 'trim':
      return (
        <TrimDialog
          name={asked.routine.name}
          labels={asked.routine.steps}
          close={close}
          submit={(first, last) => {
            const { classes } = asked.routine
            return add({
              kind: 'trim',
              routine: keyOf(asked.routine),
              first: stepKey(classes, first),
              last: stepKey(classes, last),
            })
          }}
        />
      )
    case 'reject':
      return (
        <RejectDialog
          name={asked.routine.name}
          close={close}
          submit={reason => add({ kind: 'reject', routine: keyOf(asked.routine), reason })}
        />
      )
  }
}
