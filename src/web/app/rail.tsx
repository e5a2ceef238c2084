import { ActionIcon, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Icon } from '../parts/icon.tsx'
import { type Search, useDescription, usePlace } from '../state/place.ts'
import { remembered, useStore } from '../state/store.ts'
import { blockedBy, pagesOf } from './pages.ts'
import css from './shell.module.css'

/** A page keeps the log, the filter and the view. */
const same = ((search: Search) => search) as never
const small = remembered('rail-small', false, value => (typeof value === 'boolean' ? value : undefined))

/** The pages. One that cannot work yet says why. */
export function Rail({ current }: { readonly current: string }) {
  const { log } = usePlace()
  const description = useDescription()
  const collapsed = useStore(small)
  return (
    <nav className={css.rail} aria-label="Pages" data-small={collapsed || undefined}>
      <Link to="/" search={{}} className={css.brand} aria-label="Parfocal: open a log">
        <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
          <circle cx="16" cy="16" r="12" fill="none" stroke="var(--accent)" strokeWidth="3.5" />
          <circle cx="16" cy="16" r="5" fill="var(--accent)" />
        </svg>
        {!collapsed && 'Parfocal'}
      </Link>
      {pagesOf(log).map(page => {
        const blocked = blockedBy(page, log, description)
        const content = (
          <>
            <Icon name={page.icon} />
            <span className={collapsed ? 'visually-hidden' : undefined}>{page.title}</span>
          </>
        )
        const tip = blocked ?? page.title
        return (
          <Tooltip key={page.id} label={tip} position="right" disabled={blocked === null && !collapsed}>
            {blocked === null ? (
              <Link
                to={`/${page.id}` as '/'}
                search={same}
                className={css.entry}
                aria-current={page.id === current ? 'page' : undefined}
              >
                {content}
              </Link>
            ) : (
              <button type="button" className={css.entry} aria-disabled="true" aria-description={blocked}>
                {content}
              </button>
            )}
          </Tooltip>
        )
      })}
      <div className={css.spacer} />
      <ActionIcon aria-label={collapsed ? 'Show labels' : 'Hide labels'} onClick={() => small.set(!collapsed)} ml={4}>
        <Icon name={collapsed ? 'right' : 'left'} size={16} />
      </ActionIcon>
    </nav>
  )
}
