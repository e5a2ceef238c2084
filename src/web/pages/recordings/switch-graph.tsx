import { useId, useMemo } from 'react'
import { formatNumber, plural } from '../../format/numbers.ts'
import own from './recordings.module.css'
import { NODE, type Switch, switchPicture } from './switch-layout.ts'

/** Applications and the ways between them, with how often each is taken. */
export function SwitchGraph({ switches }: { readonly switches: readonly Switch[] }) {
  const picture = useMemo(() => switchPicture(switches), [switches])
  const id = useId()
  if (switches.length === 0)
    return <p className="muted small">All work happens in one application: there is no switch to draw.</p>
  const { nodes, arcs, hidden, width, height } = picture
  return (
    <>
      <svg
        className={own.graph}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Switches between applications: ${arcs.map(({ from, to, times }) => `${from} to ${to} ${times}`).join(', ')}`}
      >
        <defs>
          <marker
            id={id}
            viewBox="0 0 8 8"
            refX="4"
            refY="4"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" fill="var(--arc-strong)" />
          </marker>
        </defs>
        {arcs.map(({ from, to, path, width }) => (
          <path
            key={`${from}→${to}`}
            d={path}
            fill="none"
            stroke="var(--arc)"
            strokeWidth={width}
            markerEnd={`url(#${id})`}
          />
        ))}
        {nodes.map(({ name, x, y }) => (
          <g key={name} transform={`translate(${x - NODE.width / 2} ${y - NODE.height / 2})`}>
            <title>{name}</title>
            <rect className={own.node} width={NODE.width} height={NODE.height} rx="6" />
            <text x={NODE.width / 2} y={NODE.height / 2 + 4} textAnchor="middle">
              {name.length > 18 ? `${name.slice(0, 17)}…` : name}
            </text>
          </g>
        ))}
        {arcs.map(({ from, to, times, label }) => {
          const text = formatNumber(times)
          const wide = text.length * 7 + 12
          return (
            <g key={`${from}→${to}`} transform={`translate(${label.x} ${label.y})`}>
              <title>{`${from} to ${to}: ${plural(times, 'time')}`}</title>
              <rect className={own.pill} x={-wide / 2} y={-9} width={wide} height={18} rx="9" />
              <text className={own.count} textAnchor="middle" y={4}>
                {text}
              </text>
            </g>
          )
        })}
      </svg>
      {hidden > 0 && <p className="muted small">{plural(hidden, 'application')} with fewer switches are not drawn.</p>}
    </>
  )
}
