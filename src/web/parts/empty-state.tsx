import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import css from './parts.module.css'

/** What would be here, and the one button that gets it. */
export function EmptyState(props: {
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <Icon name={props.icon} size={36} />
      <h2>{props.title}</h2>
      {props.children && <div className={css.emptyText}>{props.children}</div>}
      {props.action}
    </div>
  )
}
