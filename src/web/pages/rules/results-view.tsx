import { Button } from '@mantine/core'
import { notesOf } from '../../../analyses/rules.ts'
import type { RulesAnswer } from '../../../analyses/rules-check.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { ProgressNote } from '../../parts/progress-note.tsx'
import type { LiveCheck } from './live-check.ts'
import { Results } from './results.tsx'
import type { RulesState } from './state.ts'
import type { useRules } from './use-rules.ts'

/** What came of the rules, or what stands in the way of an answer. */
export function ResultsView(props: {
  readonly text: string
  readonly log: string
  /** Of this text; null until it is checked. */
  readonly check: LiveCheck | null
  readonly rules: ReturnType<typeof useRules>
  readonly state: RulesState
  readonly set: (part: { [K in keyof RulesState]?: RulesState[K] | undefined }) => void
  readonly add: () => void
}) {
  const { text, check, rules, state, set } = props
  const { answer } = rules
  if (check !== null && check.problems.length > 0) {
    if (!/\brules["']?\s*:/.test(text))
      return (
        <EmptyState icon="rules" title="There is no rule yet" action={<Button onClick={props.add}>Add a rule</Button>}>
          What breaks the rules of the document is shown here.
        </EmptyState>
      )
    return (
      <EmptyState
        icon="rules"
        title="The document is not whole yet"
        action={<Button onClick={() => set({ as: 'document' })}>Go to the document</Button>}
      >
        Line {check.problems[0]!.line}: {check.problems[0]!.what}
      </EmptyState>
    )
  }
  if (answer.error && !answer.isFetching && !rules.isStopped)
    return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  if (rules.isStopped)
    return (
      <EmptyState
        icon="rules"
        title="The check was stopped"
        action={<Button onClick={rules.start}>Check again</Button>}
      />
    )
  return (
    <>
      {answer.isFetching && (
        <div style={{ padding: 12 }}>
          <ProgressNote
            title="Checking the rules"
            report={rules.progress}
            waiting="Reading the cases and holding them against each rule…"
            cancel={rules.stop}
          />
        </div>
      )}
      {answer.data && answer.data.cases === 0 && (
        <EmptyState icon="rules" title="No case is left under the filter">
          Take a filter away to see which cases break the rules.
        </EmptyState>
      )}
      {answer.data && answer.data.cases > 0 && (
        <Results
          answer={answer.data}
          notes={notesBeside(answer.data)}
          log={props.log}
          isOld={answer.isPlaceholderData}
          selected={state.rule ?? null}
          select={rule => set({ rule })}
          sorting={state.by ? { by: state.by, descending: state.descending ?? true } : null}
          sort={({ by, descending }) => set({ by: by as never, descending })}
        />
      )}
    </>
  )
}

/** What limits the answer and is not said beside a rule. */
const notesBeside = (answer: RulesAnswer): string[] => notesOf({ ...answer, rules: [] })
