import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Ask } from '../../../../log/engine.ts'
import { isTaskLog } from '../../../engine/log-ids.ts'
import { formatDuration, formatInstantIn } from '../../../format/numbers.ts'
import { Icon } from '../../../parts/icon.tsx'
import type { Store } from '../../../state/store.ts'
import { useWords } from '../../../state/words.ts'
import css from '../map.module.css'
import type { MapModel } from '../model.ts'
import type { Theme } from '../scale.ts'
import type { Standing } from '../use-layout.ts'
import type { Camera } from '../viewport.ts'
import { Clock, Pace, Seen } from './bar.tsx'
import { movesOf } from './moves.ts'
import { sample } from './sample.ts'
import { useTokens } from './use-tokens.ts'

interface Props {
  readonly ask: Ask
  readonly model: MapModel
  readonly standing: Standing
  readonly camera: Store<Camera>
  readonly theme: Theme
}

/** Seconds that the whole time takes at speed 1. */
const WHOLE = 60

/** Cases as dots that run along the arcs, as fast as they did. */
export function Player(props: Props) {
  const [open, setOpen] = useState(false)
  const words = useWords()
  if (!open)
    return (
      <div className={css.player} data-control>
        <Button variant="default" leftSection={<Icon name="play" size={14} />} onClick={() => setOpen(true)}>
          {words('Watch the cases')}
        </Button>
      </div>
    )
  return <Open {...props} close={() => setOpen(false)} />
}

function Open({ ask, model, standing, camera, theme, close }: Props & { readonly close: () => void }) {
  const traces = useQuery({ queryKey: ['sample', ask], queryFn: ({ signal }) => sample(ask, signal) })
  const words = useWords()
  const [together, setTogether] = useState(false)
  const [playing, setPlaying] = useState(true)
  const [speed, setSpeed] = useState('1')
  const [shown, setShown] = useState(0)
  const canvas = useRef<HTMLCanvasElement>(null)
  const at = useRef(0)
  const moves = useMemo(() => {
    if (!traces.data) return null
    const drawn = new Set(model.arcs.filter(arc => standing.arcs.has(arc.key)).map(arc => arc.key))
    const rough = movesOf(traces.data, drawn, together, 0)
    return movesOf(traces.data, drawn, together, Math.max(1, (rough.end - rough.begin) / WHOLE / 2))
  }, [traces.data, model, standing, together])
  const span = moves ? Math.max(1, moves.end - moves.begin) : 1
  useEffect(() => {
    if (moves) at.current = Math.min(Math.max(at.current, moves.begin), moves.end)
  }, [moves])
  useTokens({
    canvas,
    moves,
    standing,
    camera,
    theme,
    at,
    playing,
    rate: (span / WHOLE / 1000) * Number(speed),
    told: setShown,
    ended: () => setPlaying(false),
  })
  const zone = ask.view.calendar?.timeZone ?? 'UTC'
  return (
    <>
      <canvas ref={canvas} className={css.tokens} />
      <div className={css.player} data-control>
        <div className={css.playerBox} role="group" aria-label={words('Cases in motion')}>
          {traces.error ? (
            <span>{traces.error.message}</span>
          ) : !moves ? (
            <span className="muted">{words('Reading the cases…')}</span>
          ) : (
            <>
              <Clock
                playing={playing}
                toggle={() => {
                  if (!playing && at.current >= moves.end) at.current = moves.begin
                  setPlaying(!playing)
                }}
                share={(shown - moves.begin) / span}
                seek={share => {
                  at.current = moves.begin + span * share
                  setShown(at.current)
                }}
                text={
                  together || isTaskLog(ask.log)
                    ? `+ ${formatDuration(Math.max(0, shown))}`
                    : formatInstantIn(shown, zone)
                }
              />
              <Pace
                speed={speed}
                setSpeed={setSpeed}
                together={together}
                setTogether={next => {
                  setTogether(next)
                  at.current = Number.NEGATIVE_INFINITY
                }}
              />
              <Seen moves={moves} total={traces.data!.total} />
            </>
          )}
          <ActionIcon aria-label="Stop watching" onClick={close}>
            <Icon name="close" />
          </ActionIcon>
        </div>
      </div>
    </>
  )
}
