// baseline.md out of what the pieces found.
import { targets } from './targets.mjs'

const table = (head, rows) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map(row => `| ${row.join(' | ')} |`),
  ].join('\n')

function targetTable(found) {
  const rows = targets.map(({ piece, work, target, measure }) => {
    const of = found[piece]
    if (of?.failed) return [work, target, `failed: ${of.failed.split('\n')[0]}`, '–']
    const measured = of?.figures ? measure(of.figures) : null
    return [work, target, measured?.text ?? 'not measured', measured ? (measured.met ? 'met' : '**short**') : '–']
  })
  return table(['work', 'target', 'measured', ''], rows)
}

/** When and beside what a piece ran. */
function stamp({ date, machine, peers, runs, othersBusy, again }) {
  const busy =
    othersBusy === null
      ? ''
      : othersBusy > 0.1
        ? ` **Other programs kept ${othersBusy.toFixed(1)} cores busy meanwhile.**`
        : ' The machine was quiet.'
  const failed = again ? ` **Measuring it again failed, ${again.split('\n')[0]}**` : ''
  return `${date}, ${machine}${peers?.length ? `; ${peers.join(', ')}` : ''}; ${runs === 1 ? 'one run' : `median of ${runs} runs`}.${busy}${failed}`
}

/** `found`: what each piece left, by its name, in the order to be shown. */
export function baseline(found) {
  const parts = Object.values(found)
    .filter(({ sections }) => sections)
    .map(piece =>
      piece.sections
        .map(({ title, note, head, rows }) => `## ${title}\n\n${note}\n\n${table(head, rows)}\n\n_${stamp(piece)}_\n`)
        .join('\n'),
    )
  return `# Baseline

Written by \`node bench/run.mjs\`; [README.md](README.md) tells how. s = seconds, MB = peak of resident memory, ratio = peer / ours,
_of processors_ = seconds of all processors together, which says more than the clock where other programs ran.

## Targets

The targets are for two quiet cores, one thread, a fresh process.

${targetTable(found)}

${parts.join('\n')}`
}
