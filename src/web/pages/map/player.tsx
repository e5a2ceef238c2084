import { ActionIcon, Button, SegmentedControl, Select, Slider } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Ask, Traces } from '../../../log/engine.ts'
import { isTaskLog } from '../../engine/log-ids.ts'
import { askEngine } from '../../engine/use-answer.ts'
import { formatDuration, formatInstantIn, formatNumber, formatShare } from '../../format/numbers.ts'
import { Icon } from '../../parts/icon.tsx'
import type { Store } from '../../state/store.ts'
import { useWords } from '../../state/words.ts'
import { evenly } from './geometry.ts'
import css from './map.module.css'
import type { MapModel } from './model.ts'
import { type Moves, movesOf, thinned } from './moves.ts'
import type { Theme } from './scale.ts'
import type { Standing } from './use-layout.ts'
import type { Camera } from './viewport.ts'

interface Props {
  readonly ask: Ask
  readonly model: MapModel
  readonly standing: Standing
  readonly camera: Store<Camera>
  readonly theme: Theme
}
/** Cases that move at most, and cases read to choose them from. */
const TOKENS = 5000
const READ = 50_000
/** Seconds that the whole time takes at speed 1. */
const WHOLE = 60
const STEPS = 48

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

/** Cases from all over the log: every n-th, so that not only the first weeks are seen. */
async function sample(ask: Ask, signal: AbortSignal): Promise<Traces> {
  const pages: Traces[] = []
  let cursor: string | undefined
  let read = 0
  do {
    const page: Traces = await askEngine(
      'traces',
      { ...ask, limit: TOKENS, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    )
    pages.push(page)
    read += page.id.length
    cursor = page.next
  } while (cursor !== undefined && read < READ)
  return thinned(pages, Math.max(1, Math.ceil(read / TOKENS)))
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
  const rewind = (mode: boolean) => {
    setTogether(mode)
    at.current = Number.NEGATIVE_INFINITY
  }
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
  const steps = moves ? moves.arc.length + moves.unseen : 0
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
              <ActionIcon
                aria-label={playing ? 'Pause' : 'Play'}
                onClick={() => {
                  if (!playing && at.current >= moves.end) at.current = moves.begin
                  setPlaying(!playing)
                }}
              >
                <Icon name={playing ? 'pause' : 'play'} />
              </ActionIcon>
              <Slider
                w={130}
                min={0}
                max={1000}
                label={null}
                thumbLabel="Time"
                value={Math.round((1000 * (shown - moves.begin)) / span)}
                onChange={value => {
                  at.current = moves.begin + (span * value) / 1000
                  setShown(at.current)
                }}
              />
              <span className={`${css.clock} number`} data-testid="clock">
                {together || isTaskLog(ask.log)
                  ? `+ ${formatDuration(Math.max(0, shown))}`
                  : formatInstantIn(shown, zone)}
              </span>
              <Select
                aria-label="Speed"
                w={76}
                value={speed}
                allowDeselect={false}
                data={['0.25', '0.5', '1', '2', '4', '8'].map(value => ({ value, label: `${value} ×` }))}
                onChange={value => setSpeed(value ?? '1')}
              />
              <SegmentedControl
                aria-label={words('When cases begin')}
                value={together ? 'together' : 'clock'}
                data={[
                  { value: 'clock', label: 'As they came' },
                  { value: 'together', label: 'All at once' },
                ]}
                onChange={value => rewind(value === 'together')}
              />
              <span className="muted small number">
                {formatNumber(moves.cases)} of {formatNumber(traces.data!.total)} {words('cases')}
                {steps > 0 && moves.unseen > 0 && <>, {formatShare(moves.arc.length, steps)} of steps</>}
              </span>
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

interface Tokens {
  readonly canvas: React.RefObject<HTMLCanvasElement | null>
  readonly moves: Moves | null
  readonly standing: Standing
  readonly camera: Store<Camera>
  readonly theme: Theme
  readonly at: { current: number }
  readonly playing: boolean
  /** ms of the log a ms of the screen. */
  readonly rate: number
  readonly told: (at: number) => void
  readonly ended: () => void
}

/** Draws the dots, every frame anew, without React. */
function useTokens({ canvas, moves, standing, camera, theme, at, playing, rate, told, ended }: Tokens): void {
  const live = useRef({ rate, told, ended })
  live.current = { rate, told, ended }
  const ways = useMemo(
    () => moves?.arcs.map(key => evenly(standing.arcs.get(key)!.points, STEPS)) ?? [],
    [moves, standing],
  )
  useEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen || !moves) return
    let frame = 0
    let before = performance.now()
    let toldAt = 0
    const draw = (now: number) => {
      const passed = Math.min(100, now - before)
      before = now
      at.current = Math.max(at.current, moves.begin)
      if (playing) at.current = Math.min(moves.end, at.current + passed * live.current.rate)
      paint(element, pen, moves, ways, camera.get(), at.current, theme)
      if (now - toldAt > 100) {
        toldAt = now
        live.current.told(at.current)
      }
      if (playing && at.current >= moves.end) live.current.ended()
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [canvas, moves, ways, camera, theme, at, playing])
}

function paint(
  element: HTMLCanvasElement,
  pen: CanvasRenderingContext2D,
  moves: Moves,
  ways: readonly Float32Array[],
  { x, y, k }: Camera,
  now: number,
  theme: Theme,
): void {
  const scale = window.devicePixelRatio || 1
  const width = Math.round(element.clientWidth * scale)
  const height = Math.round(element.clientHeight * scale)
  if (element.width !== width || element.height !== height) {
    element.width = width
    element.height = height
  }
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.clearRect(0, 0, width, height)
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  const { arc, from, to } = moves
  const radius = Math.min(4.5, Math.max(2, 4 * Math.sqrt(k)))
  pen.beginPath()
  let drawn = 0
  for (let i = 0; i < arc.length && drawn < TOKENS; i++) {
    if (from[i]! > now || to[i]! < now) continue
    const way = ways[arc[i]!]!
    const length = to[i]! - from[i]!
    const t = length > 0 ? (now - from[i]!) / length : 1
    const step = t * (STEPS - 1)
    const a = Math.min(STEPS - 2, Math.floor(step))
    const rest = step - a
    const px = (way[2 * a]! + (way[2 * a + 2]! - way[2 * a]!) * rest - x) * k
    const py = (way[2 * a + 1]! + (way[2 * a + 3]! - way[2 * a + 1]!) * rest - y) * k
    if (px < -9 || py < -9 || px > element.clientWidth + 9 || py > element.clientHeight + 9) continue
    pen.moveTo(px + radius, py)
    pen.arc(px, py, radius, 0, 6.2832)
    drawn++
  }
  pen.fillStyle = theme === 'dark' ? '#ffb35c' : '#d9730d'
  pen.strokeStyle = theme === 'dark' ? '#12151a' : '#ffffff'
  pen.lineWidth = 1
  pen.fill()
  pen.stroke()
}
