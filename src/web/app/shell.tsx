import { ActionIcon } from '@mantine/core'
import { Outlet, useParams } from '@tanstack/react-router'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { job } from '../engine/job.ts'
import { isTaskLog } from '../engine/log-ids.ts'
import { useDestination } from '../engine/use-server.ts'
import { Icon } from '../parts/icon.tsx'
import { ProgressNote } from '../parts/progress-note.tsx'
import { dismiss, notices, notify } from '../state/notices.ts'
import { useDescription, usePlace } from '../state/place.ts'
import { useStore } from '../state/store.ts'
import { dropTaker } from './drop-taker.ts'
import { FilterBar } from './filter-bar.tsx'
import { InspectorPlace } from './inspector.tsx'
import { KindDialog } from './kind-dialog.tsx'
import { useOpenFiles } from './open-file.ts'
import { pages } from './pages.ts'
import { useGlobalCommands } from './palette/global-commands.ts'
import { useGlobalKeys } from './palette/global-keys.ts'
import { Palette } from './palette/palette.tsx'
import { Rail } from './rail.tsx'
import css from './shell.module.css'
import { TaskBar } from './task-bar.tsx'
import { TokenDialog } from './token-dialog.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame around every page. */
export function Shell() {
  const { page } = useParams({ strict: false }) as { page?: string }
  const { lost, log } = usePlace()
  const description = useDescription()
  useGlobalCommands()
  useGlobalKeys()
  useEffect(() => {
    if (lost > 0) notify('A part of the filter in this address could not be understood and was left out.', 'error')
  }, [lost])
  useEffect(() => {
    document.title = description ? `${description.name} – Parfocal` : 'Parfocal'
  }, [description])
  const dropping = useDrop()
  const to = useDestination()
  return (
    <div className={css.frame} {...dropping.handlers}>
      <button type="button" className={css.skip} onClick={() => document.getElementById('main')?.focus()}>
        Go to the content
      </button>
      <Rail current={page ?? ''} />
      <TopBar />
      {isTaskLog(log) && entryOf(page)?.of === 'tasks' ? <TaskBar /> : <FilterBar />}
      <main className={css.main} id="main" tabIndex={-1}>
        <Outlet />
        <Reading />
      </main>
      <InspectorPlace />
      <Notices />
      <Palette />
      <TokenDialog />
      <KindDialog />
      {dropping.over && (
        <div className={css.drop}>Drop to {to === 'here' ? 'open in this browser' : 'keep on the server'}</div>
      )}
    </div>
  )
}

const entryOf = (id: string | undefined) => pages.find(page => page.id === id)

function Reading() {
  const current = useStore(job)
  if (!current) return null
  return (
    <div className={css.reading}>
      <div>
        <ProgressNote
          title={current.title}
          report={current.report}
          {...(current.cancel ? { cancel: current.cancel } : {})}
        />
      </div>
    </div>
  )
}

function Notices() {
  const list = useStore(notices)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tell = () => document.documentElement.style.setProperty('--notices', `${place.current?.offsetHeight ?? 0}px`)
    const observer = new ResizeObserver(tell)
    observer.observe(place.current!)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} className={css.notices} role="status" aria-live="polite">
      {list.map(notice => (
        <div className={css.notice} key={notice.id} data-kind={notice.kind}>
          <div className={css.noticeText}>{notice.text}</div>
          <ActionIcon aria-label="Close this note" onClick={() => dismiss(notice.id)}>
            <Icon name="close" size={16} />
          </ActionIcon>
        </div>
      ))}
    </div>
  )
}

/** A file dropped anywhere on the page is opened. */
function useDrop() {
  const open = useOpenFiles()
  const [depth, setDepth] = useState(0)
  const holdsFile = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return {
    over: depth > 0,
    handlers: {
      onDragEnter: (event: DragEvent) => holdsFile(event) && setDepth(depth + 1),
      onDragLeave: (event: DragEvent) => holdsFile(event) && setDepth(Math.max(0, depth - 1)),
      onDragOver: (event: DragEvent) => holdsFile(event) && event.preventDefault(),
      onDrop: (event: DragEvent) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        setDepth(0)
        const files = [...event.dataTransfer.files]
        const taken = dropTaker.get()?.(files) ?? Promise.resolve(false)
        void taken.then(isTaken => (isTaken ? undefined : open(files)))
      },
    },
  }
}
