import { Button, Popover } from '@mantine/core'
import { plural } from '../../format/numbers.ts'
import css from './conformance.module.css'

/** What limits the answer, behind a button. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <Popover position="bottom-start" width={460} trapFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="default">
          {plural(notes.length, 'remark')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="What limits the answer" mah="50vh" style={{ overflowY: 'auto' }}>
        <ul className={css.notes}>
          {[...new Set(notes)].map(note => (
            <li key={note}>{note.replaceAll(/\*([^*]+)\*/g, '$1')}</li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
