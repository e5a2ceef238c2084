import { Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isHere } from '../../engine/log-ids.ts'
import { askReveal } from '../../engine/reveals.ts'
import { useServer } from '../../engine/use-server.ts'
import { notify } from '../../state/notices.ts'
import { KeyDialog } from './key-dialog.tsx'
import { revealsKey } from './reveals.tsx'

/** Whether names of this log can be asked for at all: it lives on a server that knows people by their tokens. */
export function useMayReveal(log: string): boolean {
  const server = useServer()
  return !isHere(log) && server?.needsToken === true
}

/** Asks for the names of one case, with the rule that it is about and a reason: somebody else must approve. */
export function AskNames(props: {
  readonly log: string
  readonly rule: string
  /** Empty: a person types it. */
  readonly case: string
  readonly close: () => void
}) {
  const queries = useQueryClient()
  const [caseId, setCase] = useState(props.case)
  const [reason, setReason] = useState('')
  return (
    <KeyDialog
      title="Ask for the names of a case"
      does="Ask for the names"
      ready={caseId.trim() !== '' && reason.trim() !== ''}
      close={props.close}
      act={async key => {
        await askReveal({ log: props.log, case: caseId.trim(), rule: props.rule, reason: reason.trim() }, key)
        notify('Asked. The names are shown to you both once somebody else who holds the seal approves.')
        await queries.invalidateQueries({ queryKey: revealsKey(props.log) })
      }}
    >
      <p className="small" style={{ margin: 0 }}>
        Names stay sealed until a second holder of the seal approves. Who asks, the case, the rule “
        <span dir="auto">{props.rule}</span>” and your reason are written down for good.
      </p>
      <TextInput
        label="Case"
        value={caseId}
        readOnly={props.case !== ''}
        onChange={event => setCase(event.currentTarget.value)}
      />
      <Textarea
        size="xs"
        data-autofocus
        label="Reason"
        placeholder="Why this must be traced to a person"
        maxLength={2000}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </KeyDialog>
  )
}
