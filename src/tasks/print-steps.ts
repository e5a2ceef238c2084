import { type FlowKind, flowKinds, noiseKinds, type StepLog } from '../log/step-log.ts'

/**
 * Steps as a picture, for tests and docs: number, label, events (from 1) and source, then what was noise.
 *
 *     1 copy column B from Orders (1+2)
 *     2 paste into Order no. (3+4) ← 1 clipboard
 *     noise: 5 unfocused
 */
export function printSteps(steps: StepLog): string {
  const lines: string[] = []
  for (let s = 0; s < steps.stepCount; s++) {
    const rows = [...steps.rows.subarray(steps.rowOffsets[s]!, steps.rowOffsets[s + 1]!)].map(row => row + 1)
    const kind: FlowKind = flowKinds[steps.flow[s]!]!
    const source = steps.source[s]! < 0 ? '' : ` ← ${steps.source[s]! + 1} ${kind}`
    lines.push(`${s + 1} ${steps.label.dictionary.text(steps.label.codes[s]!)} (${rows.join('+')})${source}`)
  }
  const noise = [...steps.noise.entries()].filter(([, kind]) => kind > 0)
  if (noise.length > 0) lines.push(`noise: ${noise.map(([row, kind]) => `${row + 1} ${noiseKinds[kind]}`).join(', ')}`)
  return lines.join('\n')
}
