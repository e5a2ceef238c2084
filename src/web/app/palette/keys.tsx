import { Kbd } from '@mantine/core'
import { useStore } from '../../state/store.ts'
import { shortcuts } from '../commands.ts'
import css from '../shell.module.css'

const everywhere = [
  { keys: 'Ctrl+K', does: 'Find anything' },
  { keys: 'Alt+1 … 9', does: 'Go to a page' },
  { keys: 'F', does: 'Add a filter' },
  { keys: 'Ctrl+Z', does: 'Undo' },
  { keys: 'Ctrl+Shift+Z', does: 'Redo' },
  { keys: 'Escape', does: 'Close the panel' },
  { keys: '?', does: 'Show this list' },
]

/** The keys that work everywhere, and those of the page. */
export function Keys() {
  const lists = [{ title: 'Everywhere', list: everywhere }, ...useStore(shortcuts)]
  return lists.map(({ title, list }) => (
    <section key={title}>
      <h2 style={{ fontSize: 14, margin: '0 0 8px' }}>{title}</h2>
      <dl className={css.keys}>
        {list.map(({ keys, does }) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
