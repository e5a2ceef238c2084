import { NumberInput, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { type WrittenAllowance, type WrittenRule, withAllowance, withRule } from '../../../compliance/index.ts'
import type { Ask } from '../../../log/engine.ts'
import { logFingerprint } from '../../engine/rules.ts'
import { download } from '../../format/download.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, useDescription, usePageState } from '../../state/place.ts'
import { useRuleDocument } from '../../state/rule-document.ts'
import page from '../page.module.css'
import { AddRule } from './add-rule.tsx'
import { AllowDialog } from './allow-dialog.tsx'
import { AskNames, useMayReveal } from './ask-names.tsx'
import { DocumentView } from './document-view.tsx'
import { ResultsView } from './results-view.tsx'
import { Reveals } from './reveals.tsx'
import { RulePanel } from './rule-panel.tsx'
import css from './rules.module.css'
import { Start } from './start.tsx'
import { readRulesState } from './state.ts'
import { AsOf, Conflict, Keeping, NotKept, Removed, Replaced, Tools } from './tools.tsx'
import { useLiveCheck } from './use-live-check.ts'
import { ruleText, useRuleFiles } from './use-rule-files.ts'
import { useRules } from './use-rules.ts'
import { useWords } from './use-words.ts'

export default function RulesPage() {
  const ask = useAsk()
  return ask ? <Rules key={ask.log} ask={ask} /> : null
}

/** The rule document of a log, and which cases under the filter break its rules. */
function Rules({ ask }: { readonly ask: Ask }) {
  const kept = useRuleDocument(ask.log)
  // emptied in the editor, where undo brings it back
  const [isEmptied, setEmptied] = useState(false)
  const [state, set] = usePageState('rules', readRulesState)
  const showsText = state.as === 'document'
  const text = kept.text ?? (isEmptied && showsText ? '' : null)
  const check = useLiveCheck(text)
  const words = useWords(ask, text)
  const name = useDescription()?.name || 'Process'
  const [adding, setAdding] = useState(false)
  const [allowing, setAllowing] = useState<{ rule: string; one: string | null } | null>(null)
  const mayReveal = useMayReveal(ask.log)
  const [naming, setNaming] = useState<{ rule: string; one: string } | null>(null)
  const isWhole = check !== null && check.text === text && check.problems.length === 0
  const asks = { at: state.at ?? '', due: state.due ?? 7 }
  const rules = useRules(ask, isWhole && !showsText ? text : null, asks)
  const answer = rules.answer.data
  const begin = (next: string, how: 'text' | 'add') => {
    kept.replace(next)
    set({ as: 'document', rule: undefined })
    if (how === 'add') setAdding(true)
  }
  const take = async (file: File) => {
    const next = await ruleText(file)
    if (next !== null) begin(next, 'text')
  }
  const write = (next: string) => {
    const isGone = next.trim() === ''
    if (isGone && text?.trim().includes('\n')) kept.remember()
    setEmptied(isGone)
    kept.set(next)
  }
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
      <NotKept kept={kept} />
      <Replaced kept={kept} name={name} took={() => set({ as: 'document', rule: undefined })} />
      {mayReveal && <Reveals log={ask.log} />}
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
            <div className={css.keeping}>
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
                  setEmptied(false)
                  kept.replace('')
                  set({ as: undefined, rule: undefined })
                }}
              />
            </div>
          </div>
          <Conflict kept={kept} />
          {showsText ? (
            <DocumentView
              log={ask.log}
              text={text}
              change={write}
              check={check}
              words={words}
              addRule={() => setAdding(true)}
            />
          ) : (
            <div className={page.scroll}>
              <ResultsView
                text={text}
                log={ask.log}
                check={check?.text === text ? check : null}
                rules={rules}
                state={state}
                set={set}
                add={() => begin(text, 'add')}
              />
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
          askNames={mayReveal ? one => setNaming({ rule: selected.name, one }) : null}
        />
      )}
      {adding && text !== null && (
        <AddRule words={words} taken={takenIds(text)} close={() => setAdding(false)} add={add} />
      )}
      {naming && <AskNames log={ask.log} rule={naming.rule} case={naming.one} close={() => setNaming(null)} />}
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
