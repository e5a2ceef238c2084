import { Button, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { rejectReasons } from '../../../tasks/index.ts'
import { plural } from '../../format/numbers.ts'
import own from './routines.module.css'

function Form(props: {
  readonly title: string
  readonly does: string
  readonly ready: boolean
  readonly close: () => void
  readonly submit: () => Promise<boolean>
  readonly children: ReactNode
}) {
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const done = await props.submit()
    setBusy(false)
    if (done) props.close()
  }
  return (
    <Modal opened onClose={props.close} title={props.title} centered>
      <form
        onSubmit={event => void submit(event)}
        onKeyDown={event => event.key !== 'Escape' && event.stopPropagation()}
      >
        {props.children}
        <div className={own.dialogFoot}>
          <span />
          <Button variant="default" onClick={props.close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!props.ready}>
            {props.does}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** Asks for the name of a routine. */
export function NameDialog(props: {
  readonly title: string
  readonly does: string
  readonly name: string
  readonly close: () => void
  readonly submit: (name: string) => Promise<boolean>
}) {
  const [name, setName] = useState(props.name)
  return (
    <Form {...props} ready={name.trim() !== ''} submit={() => props.submit(name.trim())}>
      <TextInput
        data-autofocus
        label="Name"
        description="What a person would say they do: a verb and its object."
        styles={{ description: { color: 'var(--muted)' } }}
        value={name}
        onFocus={event => event.currentTarget.select()}
        onChange={event => setName(event.currentTarget.value)}
      />
    </Form>
  )
}

/** Asks why a routine is none. */
export function RejectDialog(props: {
  readonly name: string
  readonly close: () => void
  readonly submit: (reason: string) => Promise<boolean>
}) {
  const [reason, setReason] = useState<string>(rejectReasons[0])
  const [words, setWords] = useState('')
  return (
    <Form
      {...props}
      title={`Reject “${props.name}”`}
      does="Reject"
      ready
      submit={() => props.submit(words.trim() === '' ? reason : `${reason}: ${words.trim()}`)}
    >
      <p className="muted small" style={{ marginTop: 0 }}>
        Its runs belong to no routine then. It can be brought back from the list of edits.
      </p>
      <Select
        data-autofocus
        label="Why?"
        data={[...rejectReasons]}
        value={reason}
        allowDeselect={false}
        onChange={value => setReason(value ?? rejectReasons[0])}
      />
      <TextInput
        mt={12}
        label="In your words (if you like)"
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
      />
    </Form>
  )
}

/** Asks between which steps runs lie; what stands around them is cut off. */
export function TrimDialog(props: {
  readonly name: string
  readonly labels: readonly string[]
  readonly close: () => void
  readonly submit: (first: number, last: number) => Promise<boolean>
}) {
  const { labels } = props
  const [first, setFirst] = useState(0)
  const [last, setLast] = useState(labels.length - 1)
  const data = labels.map((label, at) => ({ value: String(at), label: `${at + 1}. ${label}` }))
  const cut = labels.length - (last - first + 1)
  return (
    <Form
      {...props}
      title={`Trim “${props.name}”`}
      does="Trim"
      ready={cut > 0 && last >= first}
      submit={() => props.submit(first, last)}
    >
      <Select
        data-autofocus
        label="Runs begin with"
        data={data}
        value={String(first)}
        allowDeselect={false}
        onChange={value => {
          setFirst(Number(value))
          setLast(Math.max(last, Number(value)))
        }}
      />
      <Select
        mt={12}
        label="and end with"
        data={data.filter((_, at) => at >= first)}
        value={String(last)}
        allowDeselect={false}
        onChange={value => setLast(Number(value))}
      />
      <ol className={own.trimList} aria-label="Steps that stay">
        {labels.map((label, at) => (
          <li key={at} data-cut={at < first || at > last || undefined} dir="auto">
            {label}
          </li>
        ))}
      </ol>
      <p className="muted small">{cut > 0 ? `${plural(cut, 'step')} will be cut off.` : 'Nothing is cut off yet.'}</p>
    </Form>
  )
}
