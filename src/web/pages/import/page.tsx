import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Cancelled, type ProgressReport } from '../../../base/platform.ts'
import type { Proposal } from '../../../formats/table/proposal.ts'
import { type Mapping, mappingFrom } from '../../../log/mapping.ts'
import { chooseFile, useOpenLog } from '../../app/open-file.ts'
import { upload } from '../../engine/upload.ts'
import { server, worker } from '../../engine/workspace.ts'
import { download } from '../../format/download.ts'
import { formatNumber } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { ProblemList } from '../../parts/problem-list.tsx'
import { ProgressNote } from '../../parts/progress-note.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import { useGo } from '../../state/place.ts'
import { staged } from '../../state/staged.ts'
import { useStore } from '../../state/store.ts'
import css from '../page.module.css'
import { ColumnTable } from './column-table.tsx'
import { Preview } from './preview.tsx'
import { Roles } from './roles.tsx'
import { TableSettingsForm } from './settings-form.tsx'

/** A table becomes a log: what its columns mean is proposed with reasons, and every part of it can be changed. */
export default function ImportPage() {
  const file = useStore(staged)
  const choose = async () => {
    const chosen = await chooseFile()
    if (chosen) staged.set(chosen)
  }
  if (!file)
    return (
      <EmptyState
        icon="import"
        title="Open a table of events"
        action={<Button onClick={() => void choose()}>Choose a file</Button>}
      >
        Drop a CSV, Excel, JSON or Parquet file anywhere on the page. It is read in this browser; nothing is sent
        anywhere.
      </EmptyState>
    )
  return <Wizard key={`${file.name}:${file.size}:${file.lastModified}`} file={file} again={() => void choose()} />
}

function Wizard({ file, again }: { readonly file: File; readonly again: () => void }) {
  const [mapping, setMapping] = useState<Mapping | null>(null)
  const [table, setTable] = useState<Mapping['table'] | null>(null)
  const [report, setReport] = useState<ProgressReport | null>(null)
  const proposal = useQuery({
    queryKey: ['propose', file.name, file.size, file.lastModified, table],
    queryFn: ({ signal }) =>
      worker.propose(file.name, file, signal, setReport, table ?? undefined) as Promise<Proposal>,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const { data } = proposal
  useEffect(() => {
    if (data) setMapping(data.mapping)
  }, [data])
  if (proposal.error && !data)
    return (
      <>
        <ErrorNote error={proposal.error} title={`${file.name} cannot be read as a table.`} />
        <div className={css.buttons} style={{ padding: 16 }}>
          <Button onClick={again}>Choose another file</Button>
        </div>
      </>
    )
  if (!data || !mapping)
    return (
      <div style={{ padding: 24 }}>
        <ProgressNote title={`Looking at ${file.name}`} report={report} cancel={() => staged.set(null)} />
      </div>
    )
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1 className="ellipsis">
          {file.name}: {formatNumber(data.rowCount)} rows, {formatNumber(data.columns.length)} columns
        </h1>
        <span className={css.spacer} />
        <Finish file={file} mapping={mapping} setMapping={setMapping} again={again} />
      </div>
      <div className={css.scroll}>
        <Cards>
          {data.warnings.length > 0 && (
            <Card wide title="Mind this first">
              <ul style={{ margin: 0, paddingLeft: 20 }}>
                {data.warnings.map(warning => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Card>
          )}
          <Card
            wide
            title="Which columns say what happened, to which case, and when?"
            note="Proposed from the names and from all rows; change what is wrong."
          >
            <Roles proposal={data} mapping={mapping} change={setMapping} />
          </Card>
          <Card
            wide
            title="What becomes of each column?"
            note="Columns about people are replaced by pseudonyms unless you choose otherwise; the key stays in this browser."
          >
            <ColumnTable proposal={data} mapping={mapping} change={setMapping} />
          </Card>
          <Card wide title="The first rows, as they stand in the file">
            <Preview proposal={data} mapping={mapping} />
          </Card>
          <Card
            title="How is the file written?"
            note={data.reasons
              .filter(reason => reason.about === 'table')
              .map(reason => reason.text)
              .join(' ')}
          >
            <TableSettingsForm
              settings={mapping.table}
              apply={settings => {
                setTable(settings)
                setMapping(null)
              }}
            />
          </Card>
          {data.problems.length > 0 && (
            <Card title="What is odd in the file">
              <ProblemList problems={data.problems} />
            </Card>
          )}
        </Cards>
      </div>
    </div>
  )
}

/** Opens the table here or on the server, and keeps the mapping for the next time. */
function Finish(props: {
  readonly file: File
  readonly mapping: Mapping
  readonly setMapping: (mapping: Mapping) => void
  readonly again: () => void
}) {
  const { file, mapping } = props
  const open = useOpenLog()
  const go = useGo()
  const health = useQuery({ queryKey: ['server'], queryFn: async () => (await server()) ?? false })
  const [sending, setSending] = useState(false)
  const [toServer, setToServer] = useState(false)
  const saved = useMemo(() => JSON.stringify(mapping, null, 2), [mapping])
  const load = useCallback(async () => {
    const chosen = await chooseFile()
    if (!chosen) return
    try {
      props.setMapping(mappingFrom(JSON.parse(await chosen.text())))
    } catch (error) {
      notify(`${chosen.name} is no mapping: ${sentenceOf(error)}`, 'error')
    }
  }, [props])
  const finish = async () => {
    if (!toServer) return open(file, { mapping })
    setSending(true)
    try {
      const log = await upload(file, file.name, { mapping })
      go({ log, page: 'map' })
    } catch (error) {
      if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
    } finally {
      setSending(false)
    }
  }
  const ready = mapping.caseId.columns.length > 0 && mapping.activity.columns.length > 0
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
      <Button variant="default" onClick={() => void load()}>
        Load a mapping
      </Button>
      <Button variant="default" onClick={() => download(`${file.name}.mapping.json`, saved, 'application/json')}>
        Save the mapping
      </Button>
      <Button variant="default" onClick={props.again}>
        Another file
      </Button>
      {health.data && (
        <Checkbox
          label="Keep it on the server"
          checked={toServer}
          onChange={event => setToServer(event.currentTarget.checked)}
        />
      )}
      <Button disabled={!ready} loading={sending} onClick={() => void finish()}>
        {toServer ? 'Send and open' : 'Open here'}
      </Button>
    </div>
  )
}
