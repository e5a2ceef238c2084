import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { inspectRules, severities, type WrittenRule } from '../../../compliance/index.ts'
import { reserved } from '../../../compliance/parse-condition.ts'
import type { Words } from './completion.ts'
import { FormDialog } from './form-dialog.tsx'
import { freeId } from './free-id.ts'
import { type Field, kinds, sentenceOf, type Values } from './kinds.ts'
import css from './rules.module.css'

/** From a kind of rule and what it is about to a sentence, with what an auditor asks of it. */
export function AddRule(props: {
  readonly words: Words
  /** Ids that are taken. */
  readonly taken: readonly string[]
  readonly close: () => void
  /** Writes the rule into the document; false where that cannot be read. */
  readonly add: (rule: WrittenRule) => boolean
}) {
  const [id, setId] = useState(kinds[0]!.id)
  const [values, setValues] = useState<Values>({})
  const [about, setAbout] = useState({ name: '', severity: 'medium', owner: '', source: '' })
  const kind = kinds.find(one => one.id === id)!
  const said = sentenceOf(kind, values, reserved)
  const trouble = useMemo(() => (said === null ? null : troubleOf(said)), [said])
  const set = (name: string) => (value: string | readonly string[]) => setValues({ ...values, [name]: value })
  const text = (name: 'name' | 'owner' | 'source') => (event: { currentTarget: { value: string } }) =>
    setAbout({ ...about, [name]: event.currentTarget.value })
  const whole = [about.name, about.owner, about.source].every(one => one.trim() !== '')
  return (
    <FormDialog
      title="Add a rule"
      does="Add to the document"
      ready={said !== null && trouble === null && whole}
      close={props.close}
      submit={() =>
        props.add({
          id: freeId(about.name, props.taken),
          name: about.name.trim(),
          severity: about.severity as WrittenRule['severity'],
          owner: about.owner.trim(),
          source: about.source.trim(),
          rule: said!,
        })
      }
    >
      <Select
        data-autofocus
        label="What kind of rule"
        data={kinds.map(({ id, title }) => ({ value: id, label: title }))}
        value={id}
        allowDeselect={false}
        searchable
        openOnFocus={false}
        onChange={next => {
          setId(next ?? id)
          setValues({})
        }}
      />
      {kind.fields.map(field => (
        <FieldInput
          key={`${id} ${field.name}`}
          field={field}
          value={values[field.name] ?? ''}
          set={set(field.name)}
          words={props.words}
        />
      ))}
      <div>
        <div className="small" style={{ fontWeight: 500 }}>
          The rule
        </div>
        <div className={css.said} role="status" aria-live="polite" dir="auto">
          {said ?? <span className="muted">Fill in the fields above.</span>}
        </div>
        {trouble && <div className={`${css.bad} small`}>{trouble}</div>}
      </div>
      <TextInput label="Name" placeholder="What must hold, for people" value={about.name} onChange={text('name')} />
      <div className={css.two}>
        <Select
          label="Severity"
          data={[...severities]}
          value={about.severity}
          allowDeselect={false}
          onChange={severity => setAbout({ ...about, severity: severity ?? about.severity })}
        />
        <TextInput label="Owner" placeholder="Who answers for it" value={about.owner} onChange={text('owner')} />
      </div>
      <TextInput
        label="Source"
        placeholder="The article of the policy or law it comes from"
        value={about.source}
        onChange={text('source')}
      />
    </FormDialog>
  )
}

function FieldInput(props: {
  readonly field: Field
  readonly value: string | readonly string[]
  readonly set: (value: string | readonly string[]) => void
  readonly words: Words
}) {
  const { field, value, set, words } = props
  const list = typeof value === 'string' ? (value === '' ? [] : [value]) : [...value]
  const text = typeof value === 'string' ? value : value.join(' ')
  if (field.is === 'activities')
    return (
      <MultiSelect
        label={field.label}
        description={list.length > 1 ? 'Any of them' : undefined}
        data={[...words.activities]}
        value={list}
        onChange={set}
        searchable
        clearable
        limit={200}
        nothingFoundMessage="The log has no such activity."
      />
    )
  if (field.is === 'attribute')
    return (
      <Select
        label={field.label}
        data={[...words.attributes]}
        value={text || null}
        onChange={next => set(next ?? '')}
        searchable
        limit={200}
      />
    )
  if (field.is === 'roles')
    return (
      <TagsInput
        size="xs"
        label={field.label}
        data={[...words.roles]}
        value={list}
        onChange={set}
        placeholder="Enter behind each role"
      />
    )
  if (field.is === 'number')
    return (
      <NumberInput
        label={field.label}
        value={text === '' ? '' : Number(text)}
        min={0}
        max={999_999_999}
        allowDecimal={false}
        onChange={next => set(String(next))}
      />
    )
  if (field.is === 'limit') return <LimitInput label={field.label} value={text} set={set} />
  return (
    <TextInput
      label={field.label}
      placeholder={field.hint ?? ''}
      value={text}
      onChange={event => set(event.currentTarget.value)}
    />
  )
}

const units = ['minutes', 'hours', 'days', 'weeks', 'years']

function LimitInput({
  label,
  value,
  set,
}: {
  readonly label: string
  readonly value: string
  readonly set: (value: string) => void
}) {
  const [unit, setUnit] = useState('days')
  const [amount = ''] = value.split(' ')
  return (
    <div className={css.two}>
      <NumberInput
        label={label}
        value={amount === '' ? '' : Number(amount)}
        min={1}
        max={999_999_999}
        allowDecimal={false}
        onChange={next => set(next === '' ? '' : `${next} ${unit}`)}
      />
      <Select
        label="Unit"
        description="working hours: write them in the document, with a calendar"
        inputWrapperOrder={['label', 'input', 'description']}
        data={units}
        value={unit}
        allowDeselect={false}
        onChange={next => {
          setUnit(next ?? unit)
          if (amount !== '') set(`${amount} ${next ?? unit}`)
        }}
      />
    </div>
  )
}

/** Why a sentence is none, as the document would say it. */
function troubleOf(said: string): string | null {
  const rule = { id: 'r', name: 'r', severity: 'low', owner: 'r', source: 'r', rule: said }
  const { problems } = inspectRules(JSON.stringify({ parfocal: 'rules', version: 1, rules: [rule] }))
  return problems[0] ? `${problems[0].what.replace(/^Rule r: /, '')} ${problems[0].fix ?? ''}` : null
}
