import { Button, NumberInput, SegmentedControl } from '@mantine/core'
import { useCallback, useMemo, useRef, useState } from 'react'
import { notesOf } from '../../../analyses/rules.ts'
import { type WrittenAllowance, type WrittenRule, withAllowance, withRule } from '../../../compliance/index.ts'
import { type Ask, defaultView } from '../../../log/engine.ts'
import { ACTIVITY } from '../../../log/event-log.ts'
import { useDropTaker } from '../../app/drop-taker.ts'
import { logFingerprint } from '../../engine/rules.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { download } from '../../format/download.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { ProgressNote } from '../../parts/progress-note.tsx'
import { useAsk, useDescription, usePageState } from '../../state/place.ts'
import { useRuleDocument } from '../../state/rule-document.ts'
import page from '../page.module.css'
import { AddRule } from './add-rule.tsx'
import { AllowDialog } from './allow-dialog.tsx'
import { rolesIn, type Words } from './completions.ts'
import { DocumentView } from './document-view.tsx'
import { Results } from './results.tsx'
import { RulePanel } from './rule-panel.tsx'
import { Start } from './start.tsx'
import { readRulesState } from './state.ts'
import { AsOf, Conflict, Keeping, Removed, Tools } from './tools.tsx'
import { useLiveCheck } from './use-live-check.ts'
import { useRules } from './use-rules.ts'

export default function RulesPage() {
  const ask = useAsk()
  return ask ? <Rules key={ask.log} ask={ask} /> : null
}

/** The rule document of a log, and which cases under the filter break its rules. */
function Rules({ ask }: { readonly ask: Ask }) {
  const kept = useRuleDocument(ask.log)
  const { text } = kept
  const [state, set] = usePageState('rules', readRulesState)
  const check = useLiveCheck(text)
  const words = useWords(ask, text)
  const name = useDescription()?.name || 'Process'
  const [adding, setAdding] = useState(false)
  const [allowing, setAllowing] = useState<{ rule: string; one: string | null } | null>(null)
  const isWhole = check !== null && check.text === text && check.problems.length === 0
  const showsText = state.as === 'document'
  const asks = { at: state.at ?? '', due: state.due ?? 7 }
  const rules = useRules(ask, isWhole && !showsText ? text : null, asks)
  const answer = rules.answer.data
  const begin = (next: string, how: 'text' | 'add') => {
    kept.set(next)
    set({ as: 'document', rule: undefined })
    if (how === 'add') setAdding(true)
  }
  const take = async (file: File) => begin((await file.text()).replace(/^\ufeff/, ''), 'text')
  useRuleFiles(take)
  if (kept.loading) return null
  if (kept.error) return <ErrorNote error={kept.error} retry={kept.retry} />
  const put = (next: string | null): boolean => {
    if (next !== null) kept.set(next)
    return next !== null
  }
  const add = (rule: WrittenRule) => put(withRule(text ?? '', rule))
  const allow = (entry: WrittenAllowance) => put(withAllowance(text ?? '', entry))
  const selected = answer?.rules.find(({ id }) => id === state.rule)
  const allowed = allowing && answer?.rules.find(({ id }) => id === allowing.rule)
  return (
    <div className={page.page}>
      {text === null ? (
        <div className={page.scroll}>
          <Removed kept={kept} />
          <Start words={words} name={name} begin={begin} take={file => void take(file)} />
        </div>
      ) : (
        <>
          <div className={page.bar}>
            <h1 className="ellipsis" dir="auto">
              {answer?.name ?? 'Rules'}
            </h1>
            <SegmentedControl
              aria-label="What is shown"
              data={[
                { value: 'results', label: 'Results' },
                { value: 'document', label: 'Document' },
              ]}
              value={showsText ? 'document' : 'results'}
              onChange={as => set({ as: as === 'document' ? 'document' : undefined })}
            />
            {!showsText && (
              <>
                <AsOf key={state.at} at={state.at ?? ''} set={at => set({ at: at === '' ? undefined : at })} />
                <NumberInput
                  aria-label="Days in which deadlines are due soon"
                  title="Days in which deadlines are due soon"
                  leftSection={<span className="small muted">due in</span>}
                  leftSectionWidth={52}
                  suffix=" d"
                  w={104}
                  min={0}
                  max={36_500}
                  allowDecimal={false}
                  value={asks.due}
                  onChange={due => typeof due === 'number' && set({ due: due === 7 ? undefined : due })}
                />
              </>
            )}
            <div className={page.spacer} />
            <Keeping kept={kept} />
            <Tools
              report={
                answer && !rules.answer.isPlaceholderData
                  ? async () => {
                      const { reportHtml } = await import('./report.ts')
                      const fingerprint = await logFingerprint(ask.log)
                      const html = reportHtml(answer, { ask, logName: name, text, fingerprint, dueWithin: asks.due })
                      download(`${name} rules.html`, html, 'text/html;charset=utf-8')
                    }
                  : null
              }
              save={() => download(`${name} rules.yaml`, text, 'application/yaml')}
              take={file => void take(file)}
              forget={() => {
                kept.set('')
                set({ as: undefined, rule: undefined })
              }}
            />
          </div>
          <Conflict kept={kept} />
          {showsText ? (
            <DocumentView text={text} change={kept.set} check={check} words={words} addRule={() => setAdding(true)} />
          ) : (
            <div className={page.scroll}>
              {check !== null && check.text === text && check.problems.length > 0 && !/\brules["']?\s*:/.test(text) ? (
                <EmptyState
                  icon="rules"
                  title="There is no rule yet"
                  action={<Button onClick={() => begin(text, 'add')}>Add a rule</Button>}
                >
                  What breaks the rules of the document is shown here.
                </EmptyState>
              ) : check !== null && check.text === text && check.problems.length > 0 ? (
                <EmptyState
                  icon="rules"
                  title="The document is not whole yet"
                  action={<Button onClick={() => set({ as: 'document' })}>Go to the document</Button>}
                >
                  Line {check.problems[0]!.line}: {check.problems[0]!.what}
                </EmptyState>
              ) : rules.answer.error && !rules.answer.isFetching && !rules.isStopped ? (
                <ErrorNote error={rules.answer.error} retry={() => void rules.answer.refetch()} />
              ) : rules.isStopped ? (
                <EmptyState
                  icon="rules"
                  title="The check was stopped"
                  action={<Button onClick={rules.start}>Check again</Button>}
                />
              ) : (
                <>
                  {rules.answer.isFetching && (
                    <div style={{ padding: 12 }}>
                      <ProgressNote
                        title="Checking the rules"
                        report={rules.progress}
                        waiting="Reading the cases and holding them against each rule…"
                        cancel={rules.stop}
                      />
                    </div>
                  )}
                  {answer && answer.cases === 0 && (
                    <EmptyState icon="rules" title="No case is left under the filter">
                      Take a filter away to see which cases break the rules.
                    </EmptyState>
                  )}
                  {answer && answer.cases > 0 && (
                    <Results
                      answer={answer}
                      notes={notesOf(answer)}
                      log={ask.log}
                      isOld={rules.answer.isPlaceholderData}
                      selected={state.rule ?? null}
                      select={rule => set({ rule })}
                      sorting={state.by ? { by: state.by, descending: state.descending ?? true } : null}
                      sort={({ by, descending }) => set({ by: by as never, descending })}
                    />
                  )}
                </>
              )}
            </div>
          )}
        </>
      )}
      {selected && !showsText && (
        <RulePanel
          rule={selected}
          ask={ask}
          close={() => set({ rule: undefined })}
          allow={one => setAllowing({ rule: selected.id, one })}
          showText={() => set({ as: 'document' })}
        />
      )}
      {adding && text !== null && (
        <AddRule words={words} taken={takenIds(text)} close={() => setAdding(false)} add={add} />
      )}
      {allowing && allowed && (
        <AllowDialog
          rule={allowed}
          one={allowing.one}
          cases={[...new Set(allowed.shown.map(one => one.case))]}
          close={() => setAllowing(null)}
          add={allow}
        />
      )}
    </div>
  )
}

const takenIds = (text: string): string[] =>
  Array.from(text.matchAll(/\bid['"]?: *['"]?([a-z0-9-]+)/g), match => match[1]!)

/** What the log and the document know by name, for completion and for the form. */
function useWords(ask: Ask, text: string | null): Words {
  const description = useDescription()
  const all = useAnswer('values', {
    ...{ log: ask.log, view: defaultView, filter: [], scope: 'event', key: ACTIVITY, limit: 2000 },
  })
  const activities = all.data?.value
  const roles = text === null ? '' : rolesIn(text).join('\n')
  return useMemo(
    () => ({
      activities: (activities ?? []).flatMap(value => (typeof value === 'string' ? [value] : [])),
      attributes: [...new Set((description?.attributes ?? []).map(({ key }) => key).filter(key => !built.has(key)))],
      roles: roles === '' ? [] : roles.split('\n'),
      timeZones: Intl.supportedValuesOf('timeZone'),
    }),
    [activities, description, roles],
  )
}
const built: ReadonlySet<string> = new Set([ACTIVITY, 'time:timestamp', 'start_timestamp', 'lifecycle:transition'])

/** Rule files that are dropped on the page are its document; all others are opened as logs. */
function useRuleFiles(take: (file: File) => Promise<void>) {
  const taking = useRef(take)
  taking.current = take
  useDropTaker(
    useCallback(async files => {
      const [first] = files
      if (!first || !/\.ya?ml$/i.test(first.name)) return false
      void taking.current(first)
      return true
    }, []),
  )
}
