import { useRef } from 'react'
import { useViewport } from '../map/viewport.ts'

/** A camera as it stands in the address: x, y and scale. */
export type Zoom = readonly [x: number, y: number, k: number]

type Standing = Parameters<typeof useViewport>[2]

/** What a picture of a model is moved by, from where the address says on. `zoomed`: the camera rests there; undefined: all is in view. */
export function useModelCamera(
  standing: Standing,
  zoom: Zoom | undefined,
  zoomed: (zoom: Zoom | undefined) => void,
  room: { readonly least: number; readonly foot: number },
) {
  const frame = useRef<HTMLDivElement>(null)
  const group = useRef<SVGGElement>(null)
  const first = zoom ? { x: zoom[0], y: zoom[1], k: zoom[2] } : null
  const viewport = useViewport(
    frame,
    group,
    standing,
    first,
    camera => zoomed(camera ? [round(camera.x), round(camera.y), round(camera.k, 1000)] : undefined),
    room,
  )
  return { frame, group, viewport }
}

const round = (value: number, parts = 10) => Math.round(value * parts) / parts
