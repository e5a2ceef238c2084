import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { Cancelled } from '../../../base/platform.ts'
import { KEEP_VALUES } from '../../../formats/ui/keep-values.ts'
import { isHere } from '../../engine/log-ids.ts'
import { openRecordingsAgain, recordingsOf } from '../../engine/recordings.ts'
import type { RecordingsReading } from '../../engine/stored-files.ts'
import { useMaskingCheck } from '../../engine/use-masking-check.ts'
import { useTaskLog } from '../../engine/use-tasks.ts'
import { MaskingRulesField } from '../../parts/masking-rules.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import { useGo } from '../../state/place.ts'

/**
 * Whether values are kept in clear, and the owner's choice to keep them or to mask by other rules; on a server that was
 * decided by the import. `capture`: the rules under which values are kept.
 */
export function Capture({ capture }: { readonly capture: readonly string[] }) {
  const log = useTaskLog()
  if (log !== null && isHere(log)) return <OwnCapture log={log} capture={capture} />
  return (
    <span className="muted small">
      {capture.length > 0 ? 'Values are kept in clear: an owner of the server imported them so.' : 'Values are masked.'}
    </span>
  )
}

function OwnCapture({ log, capture }: { readonly log: string; readonly capture: readonly string[] }) {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [rules, setRules] = useState<string | null>(null)
  const clear = capture.includes(KEEP_VALUES)
  const again = async (change: (reading: RecordingsReading) => RecordingsReading) => {
    setBusy(true)
    try {
      go({ log: await openRecordingsAgain(log, change), page: 'recordings' })
      setRules(null)
    } catch (error) {
      if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
    } finally {
      setBusy(false)
    }
  }
  const openRules = async () => {
    try {
      setRules((await recordingsOf(log)).maskRules?.text ?? '')
    } catch (error) {
      notify(sentenceOf(error), 'error')
    }
  }
  return (
    <>
      <span className="muted small">{saidOf(capture)}</span>
      <Button variant="default" onClick={() => void openRules()}>
        Masking rules…
      </Button>
      <Button
        variant="default"
        loading={busy}
        onClick={() => void again(({ ...reading }) => ({ ...reading, keepValues: !clear }))}
        title={
          clear
            ? 'Reads the recordings again and masks every value'
            : 'Only for recordings of your own: bots and documents then know constants and transformations'
        }
      >
        {clear ? 'Mask values' : 'Keep values: they are mine'}
      </Button>
      {rules !== null && <RulesDialog first={rules} busy={busy} close={() => setRules(null)} again={again} />}
    </>
  )
}

function saidOf(capture: readonly string[]): string {
  if (capture.includes(KEEP_VALUES)) return 'Values are kept in clear, as you asked.'
  if (capture.length > 0) return `Values are masked, but for those that ${capture.join(', ')} keeps.`
  return 'Values are masked.'
}

/** The rules that the recordings were read with, to be changed; they are read again then. */
function RulesDialog(props: {
  readonly first: string
  readonly busy: boolean
  readonly close: () => void
  readonly again: (change: (reading: RecordingsReading) => RecordingsReading) => Promise<void>
}) {
  const [text, setText] = useState(props.first)
  const check = useMaskingCheck(text)
  const read = () =>
    props.again(({ maskRules: _, ...reading }) => ({
      ...reading,
      ...(check.written === null ? {} : { maskRules: check.written }),
    }))
  return (
    <Modal opened onClose={props.close} title="Masking rules of these recordings" size="lg" centered>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
        <div className="muted small">
          Where the built-in masking keeps too much or too little of your own programs, rules say so. The recordings are
          read again with them in this browser; a UI log that was stored masked stays as it is.
        </div>
        <MaskingRulesField text={text} change={setText} check={check} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.close}>
            Cancel
          </Button>
          <Button disabled={!check.isGood || text === props.first} loading={props.busy} onClick={() => void read()}>
            Read again
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
