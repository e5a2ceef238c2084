import { useMemo, useState } from 'react'
import type { Procedure } from '../../../tasks/index.ts'
import { formatShare } from '../../format/numbers.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { type DataFlow, dataFlow } from './data-flow.ts'
import own from './routines.module.css'

const ROW = 62
const BOX = 52
const GAP = 96

const kinds = {
  parameter: 'input',
  read: 'read',
  constant: 'constant',
  secret: 'secret',
  unknown: 'not known',
} as const

/** Which value goes where: sources at the left, the steps that put them somewhere at the right, programs in between. */
export function DataFlowView(props: { readonly procedure: Procedure; readonly select: (step: string) => void }) {
  const { procedure } = props
  const flow = useMemo(() => dataFlow(procedure), [procedure])
  const [lit, setLit] = useState<{ readonly source?: number; readonly target?: number }>({})
  if (flow.targets.length === 0)
    return (
      <EmptyState icon="routines" title="No step of this routine puts a value anywhere">
        Steps that type, choose or paste something would stand here, with where it comes from.
      </EmptyState>
    )
  const isLit = (link: DataFlow['links'][number]) => link.source === lit.source || link.target === lit.target
  const litSources = new Set(flow.links.filter(isLit).map(({ source }) => source))
  const litTargets = new Set(flow.links.filter(isLit).map(({ target }) => target))
  const height = Math.max(flow.sources.length, flow.targets.length) * ROW
  const shift = { source: middle(flow.sources.length, height), target: middle(flow.targets.length, height) }
  return (
    <>
      <p className={`${own.note} muted small`}>
        Values that a routine moves. Where recordings are masked, only equality, shape and dependence can be learned.
      </p>
      <div className={own.flow}>
        <ul className={own.column} style={{ height, margin: 0, padding: 0, listStyle: 'none' }} aria-label="Sources">
          {flow.sources.map((source, at) => (
            <li
              key={source.key}
              className={own.box}
              style={{ top: shift.source + at * ROW }}
              data-kind={source.kind}
              data-lit={litSources.has(at) || undefined}
              title={`${source.title}: ${source.detail}`}
              onPointerEnter={() => setLit({ source: at })}
              onPointerLeave={() => setLit({})}
            >
              <div className={own.boxTitle}>
                <span className="ellipsis" dir="auto">
                  {source.title}
                </span>
                <span style={{ flex: 1 }} />
                <span className="muted small">{kinds[source.kind]}</span>
              </div>
              <div className="muted small ellipsis" dir="auto">
                {source.detail}
              </div>
            </li>
          ))}
        </ul>
        <svg
          className={own.curves}
          height={height}
          viewBox={`0 0 ${GAP} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {[...flow.links]
            .sort((a, b) => Number(isLit(a)) - Number(isLit(b)))
            .map(link => {
              const from = shift.source + link.source * ROW + BOX / 2
              const to = shift.target + link.target * ROW + BOX / 2
              return (
                <path
                  key={`${link.source} ${link.target}`}
                  d={`M0 ${from}C${GAP / 2} ${from} ${GAP / 2} ${to} ${GAP} ${to}`}
                  fill="none"
                  stroke={isLit(link) ? 'var(--accent)' : 'var(--arc)'}
                  strokeWidth={isLit(link) ? 2.5 : 1.5}
                  {...(link.sure ? {} : { strokeDasharray: '4 4' })}
                />
              )
            })}
        </svg>
        <ul className={own.column} style={{ height, margin: 0, padding: 0, listStyle: 'none' }} aria-label="Targets">
          {flow.targets.map((target, at) => (
            <li key={target.step}>
              <button
                type="button"
                className={own.box}
                style={{
                  top: shift.target + at * ROW,
                  width: '100%',
                  font: 'inherit',
                  color: 'inherit',
                  textAlign: 'start',
                  cursor: 'pointer',
                }}
                data-lit={litTargets.has(at) || undefined}
                title={`${target.title}${target.place ? ` (${target.place})` : ''}${target.program ? `: ${target.program}` : ''}`}
                onPointerEnter={() => setLit({ target: at })}
                onPointerLeave={() => setLit({})}
                onFocus={() => setLit({ target: at })}
                onBlur={() => setLit({})}
                onClick={() => props.select(target.step)}
              >
                <span className={own.boxTitle}>
                  <span className="ellipsis" dir="auto">
                    {target.title}
                  </span>
                  <span style={{ flex: 1 }} />
                  <span className="muted small number">
                    {target.support} of {procedure.base.instances} runs
                    {target.confidence !== null && `, ${formatShare(target.confidence, 1)} sure`}
                  </span>
                </span>
                <span
                  className={target.program ? `${own.program} ellipsis` : 'muted small ellipsis'}
                  style={{ display: 'block' }}
                  dir="auto"
                >
                  {target.program ?? target.place}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}

const middle = (boxes: number, height: number) => (height - boxes * ROW) / 2
