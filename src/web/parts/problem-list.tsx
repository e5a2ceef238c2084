import type { Problem } from '../../log/problems.ts'
import { formatNumber } from '../format/numbers.ts'

const PLACES = 3

/** What was odd in the input and what was done about it, with the first places of each. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {problems.map(problem => (
        <li key={problem.kind} dir="auto">
          {formatNumber(problem.count)} {problem.count === 1 ? 'time' : 'times'}: {problem.message}{' '}
          <span className="muted small">
            {problem.places
              .slice(0, PLACES)
              .map(placeText)
              .filter(text => text !== '')
              .join('; ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

function placeText(place: Problem['places'][number]): string {
  return [
    place.line !== undefined && `line ${place.line}`,
    place.row !== undefined && `row ${place.row}`,
    place.column !== undefined && `column “${place.column}”`,
    place.value !== undefined && `“${place.value}”`,
  ]
    .filter(Boolean)
    .join(', ')
}
