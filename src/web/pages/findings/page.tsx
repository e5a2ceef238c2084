import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../analyses/index.ts'
import { analyses } from '../../../analyses/index.ts'
import { analyse } from '../../engine/workspace.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, usePageState } from '../../state/place.ts'
import css from '../page.module.css'
import { AnswerView } from './answer-view.tsx'
import own from './findings.module.css'
import { ParamsForm } from './params-form.tsx'

const listed = analyses.filter(({ id }) => id !== 'example' && id !== 'compare')
const readState = (value: Record<string, unknown>) => ({
  analysis: listed.find(({ id }) => id === value['analysis'])?.id ?? listed[0]!.id,
  params:
    typeof value['params'] === 'object' && value['params'] !== null ? (value['params'] as Record<string, unknown>) : {},
})

/** Questions that answer with findings; panels come from the registry of analyses. */
export default function FindingsPage() {
  const ask = useAsk()
  const [state, setState] = usePageState('findings', readState)
  const analysis = listed.find(({ id }) => id === state.analysis)!
  const answer = useQuery({
    queryKey: ['analysis', analysis.id, ask, state.params],
    enabled: ask !== null,
    queryFn: ({ signal }) => analyse(analysis.id, ask!, state.params, signal) as Promise<Answer>,
  })
  return (
    <div className={own.page}>
      <nav className={own.list} aria-label="Questions">
        {listed.map(one => (
          <button
            key={one.id}
            type="button"
            className={own.entry}
            aria-current={one.id === analysis.id || undefined}
            onClick={() => setState({ analysis: one.id, params: undefined })}
          >
            <strong>{one.title}</strong>
            <span className="muted small">{one.asks}</span>
          </button>
        ))}
      </nav>
      <div className={css.scroll}>
        <header className={own.head}>
          <h1>{analysis.asks}</h1>
          <ParamsForm analysis={analysis} params={state.params} change={params => setState({ params })} />
        </header>
        {answer.isFetching && !answer.data && (
          <p className="muted" role="status" style={{ padding: '0 16px' }}>
            Counting…
          </p>
        )}
        {answer.error && <ErrorNote error={answer.error} retry={() => void answer.refetch()} />}
        {answer.data && <AnswerView answer={answer.data} />}
      </div>
    </div>
  )
}
