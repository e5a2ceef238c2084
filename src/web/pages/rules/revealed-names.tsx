import { Modal } from '@mantine/core'
import { useEffect } from 'react'
import type { Reveal, RevealedNames } from '../../engine/reveals.ts'
import { formatInstantIn } from '../../format/numbers.ts'
import css from './rules.module.css'

/** Who did what in the case; it closes by itself when the time is over. */
export function Names(props: { readonly reveal: Reveal; readonly names: RevealedNames; readonly close: () => void }) {
  const { reveal, names, close } = props
  const { until } = reveal
  useEffect(() => {
    if (until === null) return
    const timer = setTimeout(close, Math.max(0, until - Date.now()))
    return () => clearTimeout(timer)
  }, [until, close])
  const keys = [...new Set(names.steps.flatMap(({ people }) => Object.keys(people)))]
  return (
    <Modal opened onClose={close} title={`Names of case ${names.caseName ?? names.case}`} centered size="lg">
      {Object.entries(names.people).map(([key, name]) => (
        <p key={key} style={{ marginTop: 0 }}>
          {key}: <strong dir="auto">{name}</strong>
        </p>
      ))}
      <table className={css.cells}>
        <thead>
          <tr>
            <th>When</th>
            <th>Activity</th>
            {keys.map(key => (
              <th key={key}>{key}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.steps.map((step, i) => (
            <tr key={i}>
              <td>{formatInstantIn(step.complete)}</td>
              <td dir="auto">{step.activity}</td>
              {keys.map(key => (
                <td key={key} dir="auto">
                  {step.people[key] ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">
        Shown to the two of you alone, until {formatInstantIn(until)}. This look is in the log of reveals.
      </p>
    </Modal>
  )
}
