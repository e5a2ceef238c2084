import { memo, useMemo } from 'react'
import { hiddenText } from '../hidden-paths.ts'
import css from '../map.module.css'
import type { MapNode } from '../model.ts'
import { textOn } from '../scale.ts'
import { directionOf, wrap } from '../text.ts'
import { NODE_WIDTH, nameLines, nodeHeight } from '../use-layout.ts'
import type { Select } from './selection.ts'

export interface NodeProps {
  readonly node: MapNode
  readonly x: number
  readonly y: number
  readonly fill?: string | null
  readonly state: string
  readonly tabbable: boolean
  readonly select: Select
}

/** An activity: its name and number, written for three distances of which the style shows one. */
export const NodeShape = memo(function NodeShape({ node, x, y, fill, state, tabbable, select }: NodeProps) {
  const lines = useMemo(() => nameLines(node.key), [node.key])
  const height = nodeHeight(node.key)
  const hidden = hiddenText(node)
  // No number is no news: a column of dashes would only hide the names.
  const number = node.text === '–' ? '' : node.text
  const words = {
    fill: fill ? textOn(fill) : 'var(--text)',
    textAnchor: 'middle',
    direction: directionOf(node.key),
  } as const
  const clipped = lines.some(line => line.endsWith('…'))
  return (
    <g
      className={css.node}
      data-node={node.key}
      data-state={state}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={tabbable ? 0 : -1}
      aria-label={[lines.join(' '), node.text, hidden?.short, clipped ? node.key : null].filter(Boolean).join(' ')}
      aria-description={hidden?.long}
      aria-pressed={state === 'selected'}
      onClick={event => (event.stopPropagation(), select(node.key, null))}
    >
      <rect
        x={-NODE_WIDTH / 2}
        y={-height / 2}
        width={NODE_WIDTH}
        height={height}
        rx={9}
        fill={fill ?? 'var(--surface)'}
      />
      <g className={css.nearText} {...words}>
        <NearText lines={lines} number={number} hidden={hidden?.short} />
      </g>
      <g className={css.midText} {...words}>
        <MidText name={node.key} number={number} hidden={hidden?.mark} />
      </g>
      <g className={css.farText} {...words}>
        <FarText name={node.key} />
      </g>
      <title>{`${node.key}\n${node.text}${hidden ? `\n${hidden.long}` : ''}`}</title>
    </g>
  )
})

interface TextProps {
  readonly number: string
  /** What is said of the paths that are not drawn. */
  readonly hidden: string | undefined
}

function NearText({ lines, number, hidden }: TextProps & { readonly lines: readonly string[] }) {
  const top = -(lines.length * 16 + 15 + (hidden ? 13 : 0)) / 2
  return (
    <>
      {lines.map((line, i) => (
        <text key={`${i}${line}`} y={top + 12 + i * 16} fontSize={13} fontWeight={600}>
          {line}{' '}
        </text>
      ))}{' '}
      <text y={top + 12 + lines.length * 16} fontSize={12} direction="ltr">
        {number}
      </text>{' '}
      {hidden && (
        <text y={top + 25 + lines.length * 16} fontSize={10} direction="ltr">
          {hidden}
        </text>
      )}
    </>
  )
}

function MidText({ name, number, hidden }: TextProps & { readonly name: string }) {
  const { lines, size } = useMemo(() => midLines(name), [name])
  const isOne = lines.length === 1
  return (
    <>
      {lines.map((line, i) => (
        <text key={`${i}${line}`} y={(isOne ? -3 : -11) + i * size} fontSize={size} fontWeight={600}>
          {line}{' '}
        </text>
      ))}{' '}
      <text y={isOne ? 16 : 21} fontSize={isOne ? 15 : 14} direction="ltr">
        {number}
        {hidden && (
          <tspan fontSize={12} dx={8}>
            {hidden}
          </tspan>
        )}
      </text>{' '}
    </>
  )
}

function FarText({ name }: { readonly name: string }) {
  const lines = useMemo(() => wrap(name, NODE_WIDTH - 8, 23, 600), [name])
  return lines.map((line, i) => (
    <text key={`${i}${line}`} y={(lines.length === 1 ? 8 : -4) + i * 24} fontSize={23} fontWeight={600}>
      {line}
    </text>
  ))
}

/** The name for middle distances: one large line, or two smaller ones. */
function midLines(name: string): { readonly lines: string[]; readonly size: number } {
  const large = wrap(name, NODE_WIDTH - 12, 17, 600, 1)
  if (!large[0]?.endsWith('…')) return { lines: large, size: 17 }
  return { lines: wrap(name, NODE_WIDTH - 12, 15, 600), size: 15 }
}
