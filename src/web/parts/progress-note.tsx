import { Button, Progress } from '@mantine/core'
import type { ProgressReport } from '../../base/platform.ts'
import { formatNumber, formatShare } from '../format/numbers.ts'
import css from './parts.module.css'

/** Work that takes a while: what it does, how far it is, and a way to stop it. */
export function ProgressNote(props: {
  readonly title: string
  readonly report: ProgressReport | null
  /** Said while nothing is known of how far it is. */
  readonly waiting?: string
  readonly cancel?: () => void
}) {
  const { report } = props
  const share = report?.total ? report.done / report.total : null
  return (
    <div className={css.progress} role="status">
      <strong className="ellipsis">{props.title}</strong>
      <Progress
        value={share === null ? 100 : 100 * share}
        animated={share === null}
        striped={share === null}
        aria-label={props.title}
      />
      <div className={css.progressLine}>
        <span className="muted small number">{report ? words(report) : (props.waiting ?? 'Starting…')}</span>
        {props.cancel && (
          <Button variant="default" size="compact-xs" onClick={props.cancel}>
            Cancel
          </Button>
        )}
      </div>
    </div>
  )
}

function words(report: ProgressReport): string {
  if (report.unit === 'share') return `${report.phase}: ${formatShare(report.done, report.total ?? 1)}`
  const done =
    report.unit === 'bytes'
      ? `${formatNumber(report.done / 2 ** 20)} MB${report.total ? ` of ${formatNumber(report.total / 2 ** 20)} MB (${formatShare(report.done, report.total)})` : ''}`
      : `${formatNumber(report.done)} ${report.unit}`
  return report.events === undefined ? done : `${done}, ${formatNumber(report.events)} events`
}
