import { Button } from '@mantine/core'
import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import { type Baselines, SHARED } from '../../engine/baselines.ts'
import rules from '../rules/rules.module.css'

/** Somebody else changed the baseline that is changed here: nothing is kept until a person says whose stands. */
export function ClashNote(props: {
  readonly id: string
  readonly document: BaselineDocument
  readonly clashes: Baselines['clashes']
  readonly settle: (whose: 'theirs' | 'mine') => void
}) {
  const { id, document, settle } = props
  const isGone = props.clashes.get(id)?.document === null
  const who = id === SHARED ? 'Somebody else' : 'Another tab'
  return (
    <div className={rules.conflict} role="alert">
      <span>
        {who} {isGone ? 'forgot' : 'changed'} “<span dir="auto">{document.name}</span>” since you began to change it.
        What you see is yours and not kept.
      </span>
      <Button variant="default" onClick={() => settle('theirs')}>
        {isGone ? 'Let it go' : 'Take theirs'}
      </Button>
      <Button variant="default" onClick={() => settle('mine')}>
        {isGone ? 'Keep mine' : 'Keep mine in place of theirs'}
      </Button>
    </div>
  )
}
