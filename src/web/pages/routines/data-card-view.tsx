import type { DataCard } from '../../../actions/index.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import own from './routines.module.css'

const splits = [
  ['train', 'To train'],
  ['validation', 'To validate'],
  ['test', 'To test'],
] as const

/** What a reader needs to decide whether the data may be used, and for what. */
export function DataCardView({ card, toDo }: { readonly card: DataCard; readonly toDo: readonly string[] }) {
  return (
    <section aria-label="Data card" className={own.card}>
      <table className={own.counts}>
        <caption className="muted small">
          Made of {plural(card.instances, 'run')}; a way of doing a routine is in it once, and routines that are alike
          stay together.
        </caption>
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col">Routines</th>
            <th scope="col">Trajectories</th>
            <th scope="col">Steps</th>
          </tr>
        </thead>
        <tbody>
          {splits.map(([split, title]) => (
            <tr key={split}>
              <th scope="row">{title}</th>
              <td className="number">{formatNumber(card.counts[split].routines)}</td>
              <td className="number">{formatNumber(card.counts[split].trajectories)}</td>
              <td className="number">{formatNumber(card.counts[split].steps)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Lines
        title={`Refused: ${plural(card.refused.length, 'routine')}`}
        lines={counted(card.refused.map(({ because }) => because)).map(
          ([because, many]) => `${plural(many, 'routine')}: ${because}`,
        )}
      />
      <Lines title="Steps left out" lines={card.leftOut.map(({ why, steps }) => `${plural(steps, 'step')}: ${why}`)} />
      <Lines title="Known gaps" lines={card.gaps} />
      <Lines title="Left to do before it can be relied on" lines={toDo} />
    </section>
  )
}

function counted(texts: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts]
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <div className="small">{title}</div>
      <ul className={own.toDo}>
        {lines.map(line => (
          <li key={line} className="muted small">
            {line}
          </li>
        ))}
      </ul>
    </>
  )
}
