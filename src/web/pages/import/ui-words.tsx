import { Select } from '@mantine/core'
import type { UiProposal } from '../../../formats/index.ts'
import { type UiAction, uiActions } from '../../../log/ui-log.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import css from './import.module.css'
import type { UiDraft } from './ui-fields.ts'

const SHOWN = 60

/** The words of the action column, and what each is understood as; what is not understood stands first. */
export function UiWords(props: {
  readonly words: UiProposal['actions']
  readonly mapping: UiDraft
  readonly change: (mapping: UiDraft) => void
}) {
  const { words, mapping } = props
  const meaning = ({ word, action }: UiProposal['actions'][number]) => mapping.actions[word] ?? action
  const set = (word: string, action: UiAction, proposed: UiAction) => {
    const { [word]: _, ...others } = mapping.actions
    props.change({ ...mapping, actions: action === proposed ? others : { ...others, [word]: action } })
  }
  // A word keeps its place while its meaning is being chosen.
  const sorted = [...words].sort((a, b) => Number(b.action === 'other') - Number(a.action === 'other'))
  return (
    <div className={css.wrap}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Word in the file</th>
            <th scope="col">Rows</th>
            <th scope="col">Understood as</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, SHOWN).map(entry => (
            <tr key={entry.word} className={meaning(entry) === 'other' ? css.person : undefined}>
              <td dir="auto" title={entry.word}>
                {entry.word}
              </td>
              <td className="number">{formatNumber(entry.rows)}</td>
              <td>
                <Select
                  aria-label={`What “${entry.word}” means`}
                  w={160}
                  data={[...uiActions]}
                  searchable
                  allowDeselect={false}
                  value={meaning(entry)}
                  onChange={action => action !== null && set(entry.word, action as UiAction, entry.action)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > SHOWN && (
        <p className="muted small">
          and {plural(sorted.length - SHOWN, 'word')} more: is this the column that says what was done?
        </p>
      )}
    </div>
  )
}
