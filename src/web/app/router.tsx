import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  useParams,
} from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { uiLogOf } from '../engine/log-ids.ts'
import { useMining } from '../engine/use-mining.ts'
import { Boundary } from '../parts/boundary.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { ProgressNote } from '../parts/progress-note.tsx'
import { type Search, useDescriptionAnswer, useGo, usePlace } from '../state/place.ts'
import { blockedBy, contentOf, firstPage, pages } from './pages.ts'
import { Shell } from './shell.tsx'
import { StartPage } from './start-page.tsx'

const same = ((search: Search) => search) as never

/**
 * The address lies behind the # so that any static web server, in any folder, serves every screen:
 * `#/map?log=…&f=…&v=…&map=…`.
 */
const root = createRootRoute({
  component: Shell,
  validateSearch: (search: Record<string, unknown>): Search =>
    Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)])),
  errorComponent: ({ error }) => <ErrorNote error={error as Error} title="The app met a fault." />,
  notFoundComponent: () => <Navigate to="/" search={same} />,
})

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: function Start() {
    const { log } = usePlace()
    return log === null ? <StartPage /> : <Navigate to={`/${firstPage(log)}` as '/'} search={same} replace />
  },
})

const page = createRoute({ getParentRoute: () => root, path: '/$page', component: CurrentPage })

function CurrentPage() {
  const { page: id } = useParams({ strict: false }) as { page?: string }
  const entry = pages.find(known => known.id === id)
  const Content = contentOf(id ?? '')
  const { log } = usePlace()
  const described = useDescriptionAnswer()
  if (!entry || !Content) return <Navigate to="/" search={same} replace />
  if (described.error && entry.id !== 'import')
    return (
      <ErrorNote error={described.error} title="This log cannot be shown." retry={() => void described.refetch()} />
    )
  if (log !== null && !described.data && entry.id !== 'import')
    return uiLogOf(log) === null ? null : <Mining uiLog={uiLogOf(log)!} />
  const blocked = blockedBy(entry, log, described.data ?? null)
  if (blocked !== null) return log === null ? <StartPage /> : <EmptyState icon={entry.icon} title={blocked} />
  return (
    <Boundary of={`${id} ${log}`}>
      <Suspense fallback={null}>
        <Content />
      </Suspense>
    </Boundary>
  )
}

/** ms: what is quick shows no note. */
const LATER = 300

/** The server mines a UI log when it is first asked: meanwhile this is told, and the person can go back. */
function Mining({ uiLog }: { readonly uiLog: string }) {
  const [due, setDue] = useState(false)
  const go = useGo()
  const report = useMining(uiLog)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), LATER)
    return () => clearTimeout(timer)
  }, [])
  if (!due) return null
  return (
    <div style={{ padding: 24 }}>
      <ProgressNote
        title="The server looks for routines in this recording"
        report={report}
        waiting="This is done once; the answers are then kept."
        cancel={() => go({ log: null, page: '' })}
      />
    </div>
  )
}

export const router = createRouter({
  routeTree: root.addChildren([start, page]),
  history: createHashHistory(),
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const entries = Object.entries(search as Search).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    )
    return entries.length ? `?${new URLSearchParams(entries)}` : ''
  },
  scrollRestoration: false,
})
