import { Radio, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { instantOf, type WrittenAllowance } from '../../../compliance/index.ts'
import { plural } from '../../format/numbers.ts'
import { FormDialog } from './form-dialog.tsx'

/** Accepts violations of a rule: why, who says so, and until when. */
export function AllowDialog(props: {
  readonly rule: { readonly id: string; readonly name: string }
  /** The case that was looked at, and all cases that break the rule as far as they are listed. */
  readonly one: string | null
  readonly cases: readonly string[]
  readonly close: () => void
  readonly add: (entry: WrittenAllowance) => boolean
}) {
  const { rule, one, cases } = props
  const [which, setWhich] = useState(one === null ? 'all' : 'one')
  const [reason, setReason] = useState('')
  const [author, setAuthor] = useState('')
  const [until, setUntil] = useState('')
  const bad = until !== '' && instantOf(until) === null
  const ready = reason.trim() !== '' && author.trim() !== '' && until !== '' && !bad
  return (
    <FormDialog
      title={`Accept violations of “${rule.name}”`}
      does="Add to the allowlist"
      ready={ready}
      close={props.close}
      submit={() =>
        props.add({
          rule: rule.id,
          cases: which === 'one' ? [one!] : [...cases],
          reason: reason.trim(),
          author: author.trim(),
          until,
        })
      }
    >
      <Radio.Group label="Which cases" value={which} onChange={setWhich}>
        {one !== null && <Radio value="one" label={`Case ${one}`} mt={6} />}
        <Radio
          value="all"
          label={`All ${plural(cases.length, 'case')} that break it, as far as they are listed`}
          mt={6}
        />
      </Radio.Group>
      <Textarea
        size="xs"
        data-autofocus
        label="Reason"
        placeholder="Why this is accepted"
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <TextInput
        label="Author"
        placeholder="Who accepts it"
        value={author}
        onChange={event => setAuthor(event.currentTarget.value)}
      />
      <TextInput
        label="Until"
        type="date"
        description="Violations from that day on count again."
        inputWrapperOrder={['label', 'input', 'description']}
        value={until}
        onChange={event => setUntil(event.currentTarget.value)}
        error={bad && 'This is no date: write 2026-12-31.'}
      />
    </FormDialog>
  )
}
