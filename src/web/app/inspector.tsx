import { ActionIcon } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Icon } from '../parts/icon.tsx'
import { remembered, store, useStore } from '../state/store.ts'
import { isTyping } from './commands.ts'
import css from './shell.module.css'

const NARROW = 260
const WIDE = 640
const width = remembered('inspector', 340, value =>
  typeof value === 'number' && value >= NARROW && value <= WIDE ? value : undefined,
)
const place = store<HTMLElement | null>(null)
const shown = store(0)

/**
 * What is selected, at the right. Pages render it where the selection lives; it appears in the frame.
 * The cross calls `close`, and Escape where the page asks for it (`useEscape`).
 */
export function Inspector(props: {
  readonly title: string
  readonly kind?: string
  readonly close: () => void
  readonly children: ReactNode
}) {
  const element = useStore(place)
  useEffect(() => {
    shown.set(shown.get() + 1)
    return () => shown.set(shown.get() - 1)
  }, [])
  if (!element) return null
  return createPortal(
    <section className={css.inspectorBody} aria-label={`${props.kind ? `${props.kind}: ` : ''}${props.title}`}>
      <header className={css.inspectorHead}>
        <div className={css.inspectorTitle}>
          {props.kind && <div className="muted small">{props.kind}</div>}
          <h2 dir="auto">{props.title}</h2>
        </div>
        <ActionIcon aria-label="Close (Escape)" onClick={props.close}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      {props.children}
    </section>,
    element,
  )
}

/** Escape closes a panel, unless it belongs to a field, to something above the panel, or was taken already. */
export function useEscape(close: () => void): void {
  const now = useRef(close)
  now.current = close
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isTyping(event)) return
      if (event.target instanceof Element && event.target.closest('[role=dialog], [role=menu], [role=listbox]')) return
      now.current()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** The place at the right of the frame that inspectors appear in; its width is remembered. */
export function InspectorPlace() {
  const open = useStore(shown) > 0
  const remember = useStore(width)
  const [dragging, setDragging] = useState<number | null>(null)
  const now = dragging ?? remember
  const clamp = (value: number) => Math.round(Math.min(WIDE, Math.max(NARROW, value)))
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    setDragging(clamp(window.innerWidth - event.clientX))
  }
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? 20 : event.key === 'ArrowRight' ? -20 : 0
    if (!step) return
    event.preventDefault()
    width.set(clamp(remember + step))
  }
  return (
    <aside className={css.inspector} style={{ width: open ? now : 0 }} hidden={!open}>
      <div
        className={css.resizer}
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the panel"
        aria-valuenow={now}
        aria-valuemin={NARROW}
        aria-valuemax={WIDE}
        tabIndex={0}
        onKeyDown={key}
        onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onPointerUp={() => {
          if (dragging !== null) width.set(dragging)
          setDragging(null)
        }}
      />
      <div ref={place.set} className={css.inspectorPlace} />
    </aside>
  )
}
