import { memo } from 'react'
import { useWords } from '../../../state/words.ts'
import css from '../map.module.css'
import { END_SIZE } from '../use-layout.ts'
import type { NodeProps } from './node-shape.tsx'

/** Where cases start or end: a dot or a ring. */
export const EndShape = memo(function EndShape({ node, x, y, state, tabbable, select }: NodeProps) {
  const words = useWords()
  const title = words`${node.kind === 'start' ? 'Start' : 'End'} of ${node.text} cases`
  return (
    <g
      className={css.end}
      data-node={node.key}
      data-state={state}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={tabbable ? 0 : -1}
      aria-label={title}
      onClick={event => (event.stopPropagation(), select(node.key, null))}
    >
      <circle r={END_SIZE / 2 - 1} className={node.kind === 'start' ? css.startDot : css.endRing} />
      {node.kind === 'end' && <circle r={END_SIZE / 2 - 6} className={css.startDot} />}
      <title>{title}</title>
    </g>
  )
})
