import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Cell, toCsv } from '../format/csv.ts'
import { downloadCsv } from '../format/download.ts'
import css from './card.module.css'
import { Icon } from './icon.tsx'

/** A block of a page: a title that is a question or a statement, what it shows, and what it shows as CSV. */
export function Card(props: {
  readonly title: string
  readonly note?: ReactNode
  readonly controls?: ReactNode
  readonly csv?: () => { readonly header: readonly string[]; readonly rows: Iterable<readonly Cell[]> }
  readonly wide?: boolean
  readonly children: ReactNode
}) {
  const save = () => {
    const { header, rows } = props.csv!()
    downloadCsv(props.title, toCsv(header, rows))
  }
  return (
    <section className={css.card} data-wide={props.wide || undefined} aria-label={props.title}>
      <header className={css.head}>
        <h2>{props.title}</h2>
        <div className={css.controls}>
          {props.controls}
          {props.csv && (
            <Tooltip label="Save as CSV, with exact values">
              <ActionIcon aria-label={`Save “${props.title}” as CSV`} onClick={save}>
                <Icon name="download" size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </header>
      {props.note && <div className="muted small">{props.note}</div>}
      {props.children}
    </section>
  )
}

export const Cards = ({ children }: { readonly children: ReactNode }) => <div className={css.cards}>{children}</div>
