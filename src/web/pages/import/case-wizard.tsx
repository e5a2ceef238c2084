import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ProgressReport } from '../../../base/platform.ts'
import type { Proposal } from '../../../formats/table/proposal.ts'
import { type Mapping, mappingFrom } from '../../../log/mapping.ts'
import { useOpenLog } from '../../app/open-file.ts'
import { worker } from '../../engine/workspace.ts'
import { formatNumber } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { ProblemList } from '../../parts/problem-list.tsx'
import { ProgressNote } from '../../parts/progress-note.tsx'
import { type Staged, staged as stagedStore } from '../../state/staged.ts'
import css from '../page.module.css'
import { ColumnTable } from './column-table.tsx'
import { Finish } from './finish.tsx'
import { KindChoice } from './kind-choice.tsx'
import { Preview, rolesOf } from './preview.tsx'
import { Roles } from './roles.tsx'
import { TableSettingsForm } from './settings-form.tsx'
import { Unreadable } from './unreadable.tsx'

/** A table becomes an event log. */
export function CaseWizard({ staged }: { readonly staged: Staged }) {
  const [file] = staged.files
  const [mapping, setMapping] = useState<Mapping | null>(null)
  const [table, setTable] = useState<Mapping['table'] | null>(null)
  const [report, setReport] = useState<ProgressReport | null>(null)
  const openLog = useOpenLog()
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
  if (proposal.error && !data) return <Unreadable staged={staged} error={proposal.error} />
  if (!data || !mapping)
    return (
      <div style={{ padding: 24 }}>
        <ProgressNote title={`Looking at ${file.name}`} report={report} cancel={() => stagedStore.set(null)} />
      </div>
    )
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1 className="ellipsis">
          {file.name}: {formatNumber(data.rowCount)} rows, {formatNumber(data.columns.length)} columns
        </h1>
        <KindChoice staged={staged} />
        <span className={css.spacer} />
        <Finish
          staged={staged}
          mapping={mapping}
          load={value => setMapping(mappingFrom(value))}
          ready={mapping.caseId.columns.length > 0 && mapping.activity.columns.length > 0}
          open={to => openLog(file, { mapping, to })}
        />
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
            <Preview preview={data.preview} roleOf={name => rolesOf(mapping, name)} />
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
