import { Button, Drawer, Switch, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useMemo, useState } from 'react'
import type { Ask } from '../../log/engine.ts'
import type { Clause } from '../../log/filter.ts'
import { useDateKeys } from '../app/filter-bar.tsx'
import { isTaskLog } from '../engine/log-ids.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { formatNumber, formatShare, plural } from '../format/numbers.ts'
import { Icon } from '../parts/icon.tsx'
import { useAsk, useDescription, useFilter } from '../state/place.ts'
import { useWords } from '../state/words.ts'
import { ClauseForm } from './clause-form.tsx'
import { kinds, unfinished } from './clause-kinds.ts'
import { describeClause, scopeOf } from './describe-clause.ts'
import type { Editing } from './editing.ts'
import css from './filter.module.css'

/** Makes or changes one clause, and shows at once what it leaves. */
export default function FilterEditor({ editing, close }: { readonly editing: Editing; readonly close: () => void }) {
  const { filter, add, replace } = useFilter()
  const description = useDescription()
  const ask = useAsk()
  const words = useWords()
  const old = editing.at === null ? undefined : filter[editing.at]
  const [clause, setClause] = useState<Clause | null>(editing.draft ?? old ?? null)
  useEffect(() => setClause(editing.draft ?? old ?? null), [editing, old])
  const before = useMemo(() => (editing.at === null ? filter : filter.slice(0, editing.at)), [editing.at, filter])
  if (!ask || !description) return null
  const apply = () => {
    if (!clause || unfinished(clause)) return
    if (editing.at === null) add([clause])
    else replace(editing.at, clause)
    close()
  }
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={420}
      title={editing.at === null ? 'Add a filter' : `Filter ${editing.at + 1}`}
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': 'Close the editor' }}
    >
      {clause === null ? (
        <div className={css.kinds}>
          {kinds.map(kind => {
            const blocked =
              kind.kind === 'time' && isTaskLog(ask.log)
                ? 'A routine log keeps no clock times.'
                : kind.blocked(description)
            return (
              <button
                key={kind.kind}
                type="button"
                className={css.kind}
                disabled={blocked !== null}
                onClick={() => setClause(kind.begin(description))}
              >
                <b>{words(kind.title)}</b>
                <span className="muted small">{words(blocked ?? kind.about)}</span>
              </button>
            )
          })}
        </div>
      ) : (
        <form
          className={css.form}
          onSubmit={event => {
            event.preventDefault()
            apply()
          }}
        >
          {editing.at === null && !editing.draft && (
            <Button
              variant="subtle"
              size="compact-xs"
              justify="start"
              leftSection={<Icon name="left" size={14} />}
              onClick={() => setClause(null)}
            >
              All kinds of filters
            </Button>
          )}
          <ClauseForm clause={clause} set={setClause} ask={{ ...ask, filter: before }} description={description} />
          <Switch
            label="The opposite: keep what it would drop"
            checked={clause.not === true}
            onChange={event => setClause(flagged(clause, 'not', event.currentTarget.checked))}
          />
          <TextInput
            label="Name (optional)"
            placeholder="Shown on its chip"
            value={clause.label ?? ''}
            onChange={event => {
              const { label, ...rest } = clause
              setClause((event.currentTarget.value ? { ...rest, label: event.currentTarget.value } : rest) as Clause)
            }}
          />
          <Preview clause={clause} ask={{ ...ask, filter: before }} />
          <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={unfinished(clause) !== null}>
              {editing.at === null ? 'Add' : 'Apply'}
            </Button>
          </div>
        </form>
      )}
    </Drawer>
  )
}

const flagged = (clause: Clause, key: 'not', value: boolean): Clause => {
  const { [key]: _, ...rest } = clause
  return (value ? { ...rest, [key]: true } : rest) as Clause
}

/** What the clause says, and what it leaves of the log that the clauses before it left. */
function Preview({ clause, ask }: { readonly clause: Clause; readonly ask: Ask }) {
  const dateKeys = useDateKeys()
  const words = useWords()
  const [later] = useDebouncedValue(clause, 150)
  const why = unfinished(clause)
  const { data, error } = useAnswer('size', unfinished(later) ? null : { ...ask, filter: [...ask.filter, later] })
  const before = useAnswer('size', ask).data
  return (
    <div className={css.preview} role="status" data-testid="preview">
      <div dir="auto">{why === null ? describeClause(clause, dateKeys, words) : words(why)}</div>
      {!why && error && <div style={{ color: 'var(--bad)' }}>{error.message}</div>}
      {!why && data && before && (
        <div className="muted small">
          leaves {formatNumber(data.cases)} of {plural(before.cases, words('case'))} (
          {formatShare(data.cases, before.cases)}), {formatNumber(data.events)} of {plural(before.events, 'event')};{' '}
          {scopeOf(clause, words)}
        </div>
      )}
    </div>
  )
}
