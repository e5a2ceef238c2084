import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { UiProposal } from '../../../formats/index.ts'
import type { TableSettings } from '../../../log/mapping.ts'
import { uiMappingFrom } from '../../../log/ui-mapping.ts'
import { useOpenRecordings } from '../../app/open-file.ts'
import { type MaskingCheck, useMaskingCheck } from '../../engine/use-masking-check.ts'
import { worker } from '../../engine/workspace.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { MaskingRulesField } from '../../parts/masking-rules.tsx'
import { ProgressNote } from '../../parts/progress-note.tsx'
import { type Staged, staged as stagedStore } from '../../state/staged.ts'
import { rememberReading, usedReading } from '../../state/ui-mappings.ts'
import css from '../page.module.css'
import { Finish } from './finish.tsx'
import { KindChoice } from './kind-choice.tsx'
import { MaskedPreview } from './masked-preview.tsx'
import { Preview } from './preview.tsx'
import { TableSettingsForm } from './settings-form.tsx'
import { UiColumns } from './ui-columns.tsx'
import { emptyDraft, tellsOf, type UiDraft, type UiField, withColumn } from './ui-fields.ts'
import { UiRoles } from './ui-roles.tsx'
import { UiWords } from './ui-words.tsx'
import { Unreadable } from './unreadable.tsx'

/** A table of what people did on screens becomes a UI log. */
export function UiWizard({ staged }: { readonly staged: Staged }) {
  const [file, ...more] = staged.files
  const [table, setTable] = useState<TableSettings | null>(null)
  const [draft, setDraft] = useState<UiDraft | null>(null)
  const [rulesText, setRulesText] = useState('')
  const masking = useMaskingCheck(rulesText)
  /** Whether it began as a mapping that was used before. */
  const [remembered, setRemembered] = useState(false)
  /** Whether what a person has not said is taken from the next proposal. */
  const [fills, setFills] = useState(false)
  const base = useProposal(file, table, null)
  const proposed = base.data?.mapping?.action ?? null
  /** Another column than the proposed one says what was done: the rest is proposed around it. */
  const named = draft && draft.action !== '' && draft.action !== proposed ? draft.action : null
  const around = useProposal(file, table, named)
  useEffect(() => {
    if (!base.data || draft) return
    const before = usedReading(base.data.preview.columns)
    setRemembered(before !== null)
    setRulesText(before?.maskRules ?? '')
    setDraft(before ? { ...before.mapping, table: base.data.table } : asProposed(base.data))
  }, [base.data, draft])
  useEffect(() => {
    if (!fills || !around.data) return
    setFills(false)
    setDraft(before => before && filled(before, around.data))
  }, [fills, around.data])
  const data = around.data ?? base.data
  if (base.error && !data) return <Unreadable staged={staged} error={base.error} />
  if (!data || !draft)
    return (
      <div style={{ padding: 24 }}>
        <ProgressNote title={`Looking at ${file.name}`} report={null} cancel={() => stagedStore.set(null)} />
      </div>
    )
  const choose = (field: UiField, column: string | null) => {
    if (field === 'action' && draft.action === '') setFills(true)
    setDraft(withColumn(draft, field, column))
  }
  const startOver = () => {
    setRemembered(false)
    setRulesText('')
    setDraft(asProposed(base.data ?? data))
  }
  const words = named === null || around.data ? data.actions : []
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1 className="ellipsis">
          {file.name}
          {more.length > 0 && ` and ${plural(more.length, 'other file')}`}: {formatNumber(data.preview.columns.length)}{' '}
          columns
        </h1>
        <KindChoice staged={staged} />
        <span className={css.spacer} />
        <UiFinish staged={staged} columns={data.preview.columns} draft={draft} setDraft={setDraft} masking={masking} />
      </div>
      <div className={css.scroll}>
        <Cards>
          <Notes draft={draft} startOver={remembered ? startOver : null} />
          <Card
            wide
            title="Which columns say who did what, where, and when?"
            note={`Proposed from the names and the first rows${sureness(data)}; change what is wrong. What is not asked for is not kept.`}
          >
            <UiRoles proposal={data} mapping={draft} change={setDraft} choose={choose} />
          </Card>
          <Card
            wide
            title="What would be kept of the first rows"
            note="Values, labels and titles are masked as they are read: of what was typed only its class, shape and length stay. Nobody's name is shown."
          >
            <MaskedPreview name={file.name} proposal={data} mapping={draft} masking={masking} />
          </Card>
          <Card
            wide
            title="Should more be masked, or less?"
            note="Rules of your own say so, by program, page and field. What they do to the first rows stands above, marked."
          >
            <MaskingRulesField text={rulesText} change={setRulesText} check={masking} />
          </Card>
          {words.length > 0 && draft.action !== '' && (
            <Card title="What do the words for actions mean?" note="Of the first 2 000 rows.">
              <UiWords words={words} mapping={draft} change={setDraft} />
            </Card>
          )}
          <Card title="How is the file written?" note={reasonsOf(data)}>
            <TableSettingsForm
              settings={data.table}
              apply={settings => {
                setTable(settings)
                setDraft(null)
              }}
            />
          </Card>
          <Card wide title="What becomes of each column?">
            <UiColumns proposal={data} mapping={draft} />
          </Card>
          <Card
            wide
            title="The first rows, as they stand in the file"
            note="They are shown in this browser alone, so that you can tell the columns apart."
          >
            <Preview preview={data.preview} roleOf={name => tellsOf(draft, name).join(', ')} />
          </Card>
        </Cards>
      </div>
    </div>
  )
}

/** How the table could be read; `action`: the column that a person named, none asks for the plain proposal. */
function useProposal(file: File, settings: TableSettings | null, action: string | null) {
  return useQuery({
    queryKey: ['propose-ui', file.name, file.size, file.lastModified, settings, action],
    queryFn: ({ signal }) =>
      worker.proposeUi(
        file.name,
        file,
        { ...(settings === null ? {} : { settings }), ...(action === null ? {} : { action }) },
        signal,
      ),
    retry: false,
  })
}

const asProposed = ({ mapping, table }: UiProposal): UiDraft => mapping ?? emptyDraft(table)

/** What a person chose, and beside it what is proposed for the rest. */
function filled(draft: UiDraft, { mapping }: UiProposal): UiDraft {
  if (mapping === null) return draft
  const { time, selectors, element } = draft
  return {
    ...mapping,
    ...draft,
    time: time ?? mapping.time,
    element: { ...mapping.element, ...element },
    selectors: selectors.length > 0 ? selectors : mapping.selectors,
  }
}

const sureness = ({ mapping, confidence }: UiProposal) =>
  mapping === null ? '' : `, ${formatShare(confidence, 1)} sure that they are work on screens`
const reasonsOf = ({ reasons }: UiProposal) =>
  reasons
    .filter(({ about }) => about === 'table')
    .map(({ text }) => text)
    .join(' ')

/** What a person has to know before anything else. */
function Notes({ draft, startOver }: { readonly draft: UiDraft; readonly startOver: (() => void) | null }) {
  const notes = [
    draft.action === '' &&
      'No column is known to say what was done. Choose the one whose words tell it: a click, an entry, a copy.',
    draft.action !== '' &&
      draft.time === null &&
      'There is no time: rows count in their order, and no durations are known.',
    draft.action !== '' &&
      Object.keys(draft.element).length === 0 &&
      'No column says where something was done (application, window, page, element): steps cannot be told apart well.',
  ].filter(note => note !== false)
  if (notes.length === 0 && startOver === null) return null
  return (
    <Card wide title="Mind this first">
      {startOver !== null && (
        <div className={css.buttons} style={{ alignItems: 'center', padding: 0 }}>
          <span>It is read as you read a table with these columns the last time.</span>
          <Button variant="default" size="compact-sm" onClick={startOver}>
            Start from the proposal
          </Button>
        </div>
      )}
      {notes.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function UiFinish(props: {
  readonly staged: Staged
  readonly columns: readonly string[]
  readonly draft: UiDraft
  readonly setDraft: (draft: UiDraft) => void
  readonly masking: MaskingCheck
}) {
  const { staged, columns, draft, masking } = props
  const { written } = masking
  const openRecordings = useOpenRecordings()
  return (
    <Finish
      staged={staged}
      mapping={draft}
      load={value => props.setDraft(uiMappingFrom(value))}
      ready={draft.action !== '' && masking.isGood}
      open={async to => {
        rememberReading(columns, { mapping: draft, ...(written === null ? {} : { maskRules: written.text }) })
        await openRecordings(staged.files, { mapping: draft, to, ...(written === null ? {} : { maskRules: written }) })
      }}
    />
  )
}
