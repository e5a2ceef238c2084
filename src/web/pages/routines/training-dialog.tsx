import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Purpose, purposes } from '../../../actions/training/purposes.ts'
import { useTaskLog } from '../../engine/use-tasks.ts'
import { download } from '../../format/download.ts'
import { plural } from '../../format/numbers.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import { DataCardView } from './data-card-view.tsx'
import own from './routines.module.css'
import { makeTraining, purposeTitles } from './training-of.ts'

const choices = purposes.map(value => ({ value, label: purposeTitles[value] }))

/** Trajectories of the routines for agents, with their data card; told beforehand is what may not be made, and why. */
export function TrainingDialog(props: {
  /** The routine that is looked at; null: all. */
  readonly routine: { readonly id: string; readonly name: string } | null
  readonly close: () => void
}) {
  const log = useTaskLog()
  const [purpose, setPurpose] = useState<Purpose | null>(null)
  const [licence, setLicence] = useState('')
  const [all, setAll] = useState(props.routine === null)
  const [busy, setBusy] = useState(false)
  const routine = all ? null : (props.routine?.id ?? null)
  const { data: made, error } = useQuery({
    queryKey: ['training', { log }, routine, purpose],
    queryFn: ({ signal }) => makeTraining(log!, { purpose, licence: null, routine }, signal),
    enabled: log !== null && purpose !== null,
  })
  const save = async () => {
    setBusy(true)
    try {
      const whole = await makeTraining(log!, { purpose, licence: licence.trim() || null, routine })
      if (!whole.ok) throw new Error(whole.because)
      const { zipOutputs } = await import('./make-outputs.ts')
      const { files, toDo } = whole
      const zip = zipOutputs([{ id: 'training-data', title: 'Training data for agents', files, toDo }])
      download('training-data.zip', new Blob([zip], { type: 'application/zip' }))
      props.close()
    } catch (error) {
      notify(sentenceOf(error), 'error')
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={props.close} title="Training data for agents" size="xl" centered>
      <div className={own.training}>
        <p className="muted small">
          Runs as trajectories: what was there, what was done, and where. Values are invented after the class and shape
          of the recorded ones; no recorded text, person, picture or clock time is in it.
        </p>
        {props.routine && (
          <SegmentedControl
            aria-label="Made of"
            value={all ? 'all' : 'one'}
            onChange={value => setAll(value === 'all')}
            data={[
              { value: 'one', label: props.routine.name },
              { value: 'all', label: 'All routines' },
            ]}
          />
        )}
        <div className={own.trainingForm}>
          <Select
            label="What were the recorded people told that it is for?"
            placeholder="Without a purpose nothing is made"
            data={choices}
            value={purpose}
            onChange={value => setPurpose(value as Purpose | null)}
          />
          <TextInput
            label="Licence"
            placeholder="None: nobody may pass it on"
            value={licence}
            onChange={event => setLicence(event.currentTarget.value)}
          />
        </div>
        {error && <ErrorNote error={error} title="This could not be made." />}
        {made && !made.ok && <p role="alert">{made.because}</p>}
        {made?.ok && <DataCardView card={made.card} toDo={made.toDo} />}
      </div>
      <div className={own.dialogFoot}>
        <span className="muted small">
          {purpose === null
            ? 'A routine is in it only if 5 people did it, or all its runs were recorded on purpose.'
            : made?.ok
              ? `${plural(made.files.length, 'file')} with the data card, in one zip.`
              : made
                ? 'Nothing can be downloaded.'
                : 'The trajectories are made…'}
        </span>
        <Button variant="default" onClick={props.close}>
          Cancel
        </Button>
        <Button disabled={!made?.ok} loading={busy} onClick={() => void save()}>
          Download
        </Button>
      </div>
    </Modal>
  )
}
