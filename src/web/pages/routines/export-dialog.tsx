import { Button, Checkbox, Modal } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTaskLog } from '../../engine/use-tasks.ts'
import { download } from '../../format/download.ts'
import { plural } from '../../format/numbers.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import type { MadeOutput } from './make-outputs.ts'
import { type Kind, outputMaker } from './outputs-of.ts'
import own from './routines.module.css'
import { TrainingDialog } from './training-dialog.tsx'

export function useOutputKinds() {
  const log = useTaskLog()
  return useQuery({
    queryKey: ['output-kinds', { log }],
    queryFn: ({ signal }) => outputMaker(log!).kinds(signal),
    enabled: log !== null,
  })
}

/** Each output is made by itself: ticking one makes that one alone. */
function useOutputs(routine: string, kinds: readonly Kind[]) {
  const log = useTaskLog()
  return useQueries({
    queries: kinds.map(kind => ({
      queryKey: ['output', { log }, routine, kind.id],
      queryFn: ({ signal }: { signal: AbortSignal }) => outputMaker(log!).make(routine, kind, signal),
      enabled: log !== null,
    })),
  })
}

const states = {
  runs: 'runs as it is',
  skeleton: 'to be completed',
  document: 'to be read',
} as const

/** Everything a routine can become, with what is left to do; one zip. `chosen`: ids that are ticked at first. */
export function ExportDialog(props: {
  readonly routine: string
  readonly name: string
  readonly chosen: 'all' | 'document-and-bot'
  readonly close: () => void
}) {
  const kinds = useOutputKinds()
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null)
  const [training, setTraining] = useState(false)
  const all = kinds.data ?? []
  const first = all.filter(({ id, state }) => props.chosen === 'all' || state === 'document' || id === 'playwright')
  const chosen = ticked ?? new Set(first.map(({ id }) => id))
  const wanted = all.filter(({ id }) => chosen.has(id))
  const answers = useOutputs(props.routine, wanted)
  const made = answers.flatMap(({ data }) => data ?? [])
  const whole = made.length === wanted.length
  const save = async () => {
    try {
      const { zipOutputs } = await import('./make-outputs.ts')
      download(`${props.name}.zip`, new Blob([zipOutputs(made)], { type: 'application/zip' }))
      props.close()
    } catch (error) {
      notify(sentenceOf(error), 'error')
    }
  }
  const toggle = (id: string, on: boolean) =>
    setTicked(new Set(on ? [...chosen, id] : [...chosen].filter(one => one !== id)))
  if (training) return <TrainingDialog routine={{ id: props.routine, name: props.name }} close={props.close} />
  const files = made.flatMap(({ files }) => files)
  return (
    <Modal opened onClose={props.close} title={`Make something of “${props.name}”`} size="xl" centered>
      {kinds.error && <ErrorNote error={kinds.error} title="It is not known what can be made." />}
      <div className={own.outputs} aria-busy={!whole && !answers.some(({ error }) => error)}>
        {all.map(kind => {
          const at = wanted.indexOf(kind)
          return (
            <section key={kind.id} className={own.output} aria-label={kind.title}>
              <Checkbox
                label={
                  <>
                    <strong>{kind.title}</strong> <span className="muted">({states[kind.state]})</span>
                  </>
                }
                checked={chosen.has(kind.id)}
                onChange={event => toggle(kind.id, event.currentTarget.checked)}
              />
              <Made output={answers[at]?.data} error={answers[at]?.error ?? null} />
            </section>
          )
        })}
        <section aria-label="Training data for agents">
          <Button variant="default" size="compact-sm" onClick={() => setTraining(true)}>
            Training data for agents…
          </Button>{' '}
          <span className="muted small">It goes to others, so it asks for a purpose first.</span>
        </section>
      </div>
      <div className={own.dialogFoot}>
        <span className="muted small">
          {wanted.length === 0
            ? 'Choose what to make.'
            : whole
              ? `${plural(files.length, 'file')}, and what is left to do, in one zip.`
              : `${plural(made.length, 'output')} of ${wanted.length} made…`}
        </span>
        <Button variant="default" onClick={props.close}>
          Cancel
        </Button>
        <Button data-autofocus disabled={!whole || wanted.length === 0} onClick={() => void save()}>
          Download
        </Button>
      </div>
    </Modal>
  )
}

/** The files of an output, and what a person has to do before it can be relied on. */
function Made({ output, error }: { readonly output: MadeOutput | undefined; readonly error: Error | null }) {
  if (error) return <ErrorNote error={error} title="This could not be made; untick it to get the others." />
  if (!output) return null
  const names = output.files.map(({ path }) => path)
  return (
    <>
      <div className={`${own.files} muted small`} dir="auto" title={names.join('\n')}>
        {names.slice(0, SHOWN).join(', ')}
        {names.length > SHOWN && ` and ${plural(names.length - SHOWN, 'other')}`}
      </div>
      {output.toDo.length === 0 ? (
        <div className="muted small">Nothing is left to do.</div>
      ) : (
        <>
          <div className="muted small">Left to do before it can be relied on:</div>
          <ul className={own.toDo}>
            {output.toDo.map((text, at) => (
              <li key={at}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** Files that are named; a bot has many. */
const SHOWN = 4
