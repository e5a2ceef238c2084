import {
  breakingCases,
  type CheckedStatement,
  type StatementsCheck,
} from '../../../analyses/models/statements-check.ts'
import type { Ask } from '../../../log/engine.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { Duration, Facts } from '../../parts/facts.tsx'
import { CaseActions } from './case-actions.tsx'
import { Concentrations } from './concentrations.tsx'
import css from './conformance.module.css'
import { brokenSentence, kindName, statementNames } from './statement-words.ts'

/** Everything about one statement: what it means, how often it matters and is broken, by which cases, and where they concentrate. */
export function StatementPanel(props: {
  readonly ask: Ask
  readonly check: StatementsCheck
  readonly statement: CheckedStatement
  readonly close: () => void
}) {
  const { ask, check, statement, close } = props
  useEscape(close)
  const { first, second, activated, violated, usual } = statement
  const evidence = violated > 0 ? breakingCases(check, statement) : null
  const { one } = statementNames[check.kind]
  return (
    <Inspector
      title={second === null ? first : statement.kind === 'time' ? `${first} → ${second}` : `${first}, ${second}`}
      kind={`${one.charAt(0).toUpperCase()}${one.slice(1)}: ${kindName(statement.kind)}`}
      close={close}
    >
      <p className={css.sentence} dir="auto">
        {brokenSentence(statement)}
      </p>
      {evidence && <CaseActions evidence={evidence} />}
      <Facts
        rows={[
          ['Cases that break it', formatNumber(violated)],
          ['Share of cases', formatShare(violated, check.cases)],
          ['Cases in which it matters', formatNumber(activated)],
          ['Support', formatShare(statement.support, 1)],
          ['Confidence', statement.confidence === null ? '–' : formatShare(statement.confidence, 1)],
          ...(check.units.by === 'variant'
            ? ([['Variants that break it', formatNumber(statement.brokenBy.length)]] as const)
            : []),
          ...(usual
            ? ([
                ['Mean time', <Duration key="mean" ms={usual.mean} />],
                ['Standard deviation', <Duration key="deviation" ms={usual.standardDeviation} />],
              ] as const)
            : []),
        ]}
      />
      {evidence && (
        <Concentrations
          key={statement.id}
          ask={ask}
          evidence={evidence}
          named={second === null ? [first] : [first, second]}
          have="break it"
          exportName={`${kindName(statement.kind)} ${first} concentrations`}
        />
      )}
    </Inspector>
  )
}
