import { Button } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import { type RuleTestResult, readRolesCsv, type TableProblem, withTables } from '../../../compliance/index.ts'
import { chooseFile } from '../../app/open-file.ts'
import { plural } from '../../format/numbers.ts'
import { notify } from '../../state/notices.ts'
import type { Mark } from './code-editor.tsx'
import type { Words } from './completion.ts'
import type { LiveCheck } from './live-check.ts'
import css from './rules.module.css'

const CodeEditor = lazy(() => import('./code-editor.tsx'))

/** The document as text, and beside it what is wrong with it, its tests and its tables. */
export function DocumentView(props: {
  readonly log: string
  readonly text: string
  readonly change: (text: string) => void
  readonly check: LiveCheck | null
  readonly words: Words
  readonly addRule: () => void
}) {
  const { text, check } = props
  const [goTo, setGoTo] = useState<{ line: number; at: number } | null>(null)
  const go = (line: number) => setGoTo(before => ({ line, at: (before?.at ?? 0) + 1 }))
  const isNew = check?.text === text
  const marks = useMemo(() => (check && isNew ? marksOf(text, check) : []), [check, isNew, text])
  return (
    <div className={css.document}>
      <div className={css.editor}>
        <Suspense
          fallback={
            <p className="muted" role="status" style={{ padding: 16 }}>
              Loading the editor…
            </p>
          }
        >
          <CodeEditor
            id={`rules.${props.log}`}
            text={text}
            change={props.change}
            marks={marks}
            words={props.words}
            goTo={goTo}
          />
        </Suspense>
        <div className={`${css.hint} muted small`}>
          Ctrl+Space completes. Tab indents; Escape, then Tab leaves the editor.
        </div>
      </div>
      <aside className={css.side} aria-label="What is known of the document" aria-busy={!isNew}>
        <h2>Add to it</h2>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          <Button onClick={props.addRule}>Add a rule</Button>
          <TablesButton text={text} change={props.change} />
        </div>
        <Problems check={check} go={go} />
        {check?.tests && <Tests tests={check.tests} rules={check.rules} go={go} />}
      </aside>
    </div>
  )
}

function Problems({ check, go }: { readonly check: LiveCheck | null; readonly go: (line: number) => void }) {
  if (!check) return <p className="muted">Checking…</p>
  if (check.problems.length === 0)
    return (
      <>
        <h2>Document</h2>
        <div role="status">
          <span className={css.good}>✓</span> {plural(check.rules.length, 'rule')}, no trouble
        </div>
      </>
    )
  return (
    <>
      <h2>
        <span className={css.bad}>✕</span> {plural(check.problems.length, 'problem')}
      </h2>
      <ul className={css.list} aria-label="Problems">
        {check.problems.map(({ line, column, what, fix }) => (
          <li key={`${line}:${column} ${what}`}>
            <button type="button" className={css.problem} onClick={() => go(line)}>
              <span className={`${css.where} small`}>
                line {line}, column {column}
              </span>
              <div>{what}</div>
              {fix && <div className="muted small">{fix}</div>}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Tests(props: {
  readonly tests: readonly RuleTestResult[]
  readonly rules: LiveCheck['rules']
  readonly go: (line: number) => void
}) {
  const { tests, rules, go } = props
  const failed = tests.filter(({ because }) => because !== null)
  const untested = rules.filter(({ id }) => !tests.some(({ rule }) => rule === id))
  return (
    <>
      <h2>
        <span className={failed.length ? css.bad : css.good}>{failed.length ? '✕' : '✓'}</span> Tests:{' '}
        {tests.length - failed.length} of {tests.length} pass
      </h2>
      {untested.length > 0 && (
        <div className="muted small">Without a test: {untested.map(({ id }) => id).join(', ')}.</div>
      )}
      <ul className={css.list} aria-label="Tests">
        {[...failed, ...tests.filter(({ because }) => because === null)].map(test => (
          <li key={`${test.rule} ${test.line}`}>
            <button type="button" className={css.problem} onClick={() => go(test.line)}>
              <span className={test.because === null ? css.good : css.bad}>{test.because === null ? '✓' : '✕'}</span>{' '}
              <span className={`${css.where} small`}>line {test.line}</span> <strong>{test.rule}</strong>{' '}
              {expectation[test.expect]}
              {test.because !== null && <div className={css.bad}>{test.because}</div>}
              <code className={css.trace} dir="auto">
                {test.traces}
              </code>
              {test.because !== null && test.states.length > 0 && (
                <div className="muted small">
                  {test.states.map(({ case: id, state }) => `${id}: ${state.replace('-', ' ')}`).join(', ')}
                </div>
              )}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

const expectation = { pass: 'must be kept', fail: 'must be broken', pending: 'must be pending' } as const

/** Reads a table of roles, limits and substitutes into the document; where it has problems, tells them all and reads nothing. */
function TablesButton({ text, change }: { readonly text: string; readonly change: (text: string) => void }) {
  const [troubles, setTroubles] = useState<{ file: string; problems: readonly TableProblem[] } | null>(null)
  const read = async () => {
    const file = await chooseFile()
    if (!file) return
    const { tables, problems } = readRolesCsv(await file.text())
    setTroubles(problems.length > 0 ? { file: file.name, problems } : null)
    if (problems.length > 0) return
    const next = withTables(text, tables)
    if (next === null) return notify('The document cannot be read as it stands: mend its YAML first.', 'error')
    change(next)
    const { roles, limits, substitutes } = tables
    notify(
      `${plural(roles.length, 'role')}, ${plural(limits.length, 'limit')} and ${plural(substitutes.length, 'substitute')} of ${file.name} are in the document now.`,
    )
  }
  return (
    <>
      <Button
        variant="default"
        onClick={() => void read()}
        title="Columns: person, role, activity, limit, for, from, to. They take the place of the tables in the document."
      >
        Roles and limits from CSV…
      </Button>
      {troubles && (
        <div role="alert" style={{ width: '100%' }}>
          <strong className={css.bad}>{troubles.file} was not read.</strong>
          <ul className={css.list} aria-label="Problems of the table">
            {troubles.problems.map(({ row, column, what, fix }) => (
              <li key={`${row} ${column} ${what}`}>
                <span className="small">
                  row {row}
                  {column !== null && `, column “${column}”`}
                </span>
                <div>{what}</div>
                <div className="muted small">{fix}</div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** Problems to the end of their word, failing tests over their line. */
function marksOf(text: string, { problems, tests }: LiveCheck): Mark[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const lineEnd = (from: number) => {
    const end = text.indexOf('\n', from)
    return end < 0 ? text.length : end
  }
  return [
    ...problems.map(({ offset, what, fix }): Mark => {
      const word = /^[^\s]+/.exec(text.slice(offset, Math.min(offset + 80, lineEnd(offset))))?.[0].length ?? 0
      return {
        from: word === 0 ? Math.max(0, offset - 1) : offset,
        to: offset + word,
        severity: 'error',
        message: fix === null ? what : `${what} ${fix}`,
      }
    }),
    ...(tests ?? []).flatMap(({ line, because }): Mark[] => {
      const from = starts[line - 1]
      if (because === null || from === undefined) return []
      const indent = /^\s*/.exec(text.slice(from, lineEnd(from)))![0].length
      return [{ from: from + indent, to: lineEnd(from), severity: 'warning', message: `This test fails. ${because}` }]
    }),
  ]
}
