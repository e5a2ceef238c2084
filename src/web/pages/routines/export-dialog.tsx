import { Button, Checkbox, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTasks } from '../../engine/use-tasks.ts'
import { download } from '../../format/download.ts'
import { plural } from '../../format/numbers.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import own from './routines.module.css'

/** What is made of a procedure is a part of its own: it is fetched when somebody wants it. */
const maker = () => import('./make-outputs.ts')
export const useOutputKinds = () =>
  useQuery({
    queryKey: ['output-kinds'],
    queryFn: async () => (await maker()).kinds,
    staleTime: Number.POSITIVE_INFINITY,
  })

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
  const procedure = useTasks('procedure', [props.routine])
  const kinds = useOutputKinds()
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null)
  const all = kinds.data ?? []
  const first = all.filter(({ id, state }) => props.chosen === 'all' || state === 'document' || id === 'playwright')
  const chosen = ticked ?? new Set(first.map(({ id }) => id))
  const made = useQuery({
    queryKey: ['outputs', procedure.data, [...chosen].sort()],
    queryFn: async () => (await maker()).makeOutputs(procedure.data!, [...chosen]),
    enabled: !!procedure.data && chosen.size > 0,
  })
  const save = async () => {
    try {
      const { zipOutputs } = await maker()
      download(`${props.name}.zip`, new Blob([zipOutputs(made.data!)], { type: 'application/zip' }))
      props.close()
    } catch (error) {
      notify(sentenceOf(error), 'error')
    }
  }
  const error = procedure.error ?? kinds.error ?? made.error
  const toggle = (id: string, on: boolean) =>
    setTicked(new Set(on ? [...chosen, id] : [...chosen].filter(one => one !== id)))
  const files = made.data?.flatMap(({ files }) => files) ?? []
  return (
    <Modal opened onClose={props.close} title={`Make something of “${props.name}”`} size="xl" centered>
      {error && <ErrorNote error={error} title="This could not be made." />}
      <div className={own.outputs}>
        {all.map(kind => {
          const output = chosen.has(kind.id) ? made.data?.find(({ id }) => id === kind.id) : undefined
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
              {output && output.toDo.length > 0 && (
                <>
                  <div className="muted small">Left to do before it can be relied on:</div>
                  <ul className={own.toDo}>
                    {output.toDo.map((text, at) => (
                      <li key={at}>{text}</li>
                    ))}
                  </ul>
                </>
              )}
              {output && output.toDo.length === 0 && <div className="muted small">Nothing is left to do.</div>}
            </section>
          )
        })}
      </div>
      <div className={own.dialogFoot}>
        <span className="muted small">
          {files.length > 0
            ? `${plural(files.length, 'file')}, and what is left to do, in one zip.`
            : 'Choose what to make.'}
        </span>
        <Button variant="default" onClick={props.close}>
          Cancel
        </Button>
        <Button data-autofocus disabled={!made.data || chosen.size === 0} onClick={() => void save()}>
          Download
        </Button>
      </div>
    </Modal>
  )
}
