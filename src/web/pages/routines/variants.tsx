import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { RoutineAnswer } from '../../../analyses/index.ts'
import { useEditsReadOnly } from '../../engine/use-tasks.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { Strip } from '../../parts/strip.tsx'
import own from './routines.module.css'

/** The ways in which the routine is done, as strips; some of them can become a routine of their own. */
export function Variants(props: {
  readonly routine: RoutineAnswer
  readonly split: (variants: readonly (readonly string[])[]) => void
}) {
  const { variants, summary } = props.routine
  const readOnly = useEditsReadOnly()
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (at: number) =>
    setChosen(new Set(chosen.has(at) ? [...chosen].filter(one => one !== at) : [...chosen, at]))
  const canSplit = readOnly === null && chosen.size > 0 && chosen.size < variants.length
  return (
    <>
      <div className={`${own.headLine} ${own.note}`} style={{ paddingBottom: 8 }}>
        <span className="muted small">
          {plural(variants.length, 'way')} in {plural(summary.instances, 'run')}.
          {variants.length > 1 && readOnly === null && ' Choose some to make them a routine of their own.'}
        </span>
        <span style={{ flex: 1 }} />
        {variants.length > 1 && (
          <Button
            variant="default"
            disabled={!canSplit}
            title={readOnly ?? undefined}
            onClick={() => props.split([...chosen].sort((a, b) => a - b).map(at => variants[at]!.classes))}
          >
            Split off{chosen.size > 0 ? ` ${formatNumber(chosen.size)}` : ''}…
          </Button>
        )}
      </div>
      <ul className={own.variants} aria-label="Variants">
        {variants.map(({ labels, classes, instances }, at) => (
          <li key={JSON.stringify(classes)}>
            <Checkbox
              aria-label={`Choose variant ${at + 1}`}
              checked={chosen.has(at)}
              disabled={variants.length < 2 || readOnly !== null}
              onChange={() => toggle(at)}
            />
            <span className="number">{plural(instances, 'run')}</span>
            <span className="number muted">{formatShare(instances, summary.instances)}</span>
            <Strip activities={labels} />
          </li>
        ))}
      </ul>
    </>
  )
}
