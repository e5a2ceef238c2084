import { Cancelled } from '../../../../base/platform.ts'
import { startElk } from './elk.ts'
import type { Graph, Layout } from './graph.ts'
import type { LayoutRequest, LayoutResponse } from './layout.worker.ts'
import { layoutInRows } from './rows.ts'

const DOT_NODES = 320
const DOT_ARCS = 950
/** ms */
const DOT_LIMIT = 3000
const ELK_LIMIT = 8000

let worker: Worker | null = null
let next = 1

function start(): Worker {
  worker ??= new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module', name: 'parfocal-layout' })
  return worker
}
/** Loads what lays out before the first map asks for it. */
export const warmLayout = (): void => void start()

/**
 * Lays a map out by Graphviz; what is too large or too tangled for its time limit by ELK, both in workers; when that limit is
 * reached or a layout fails, in plain rows, so that there always is a picture. `order` says which arcs lead forward.
 * Aborting ends the work.
 */
export async function layOut(graph: Graph, order: readonly number[], signal: AbortSignal): Promise<Layout> {
  if (graph.nodes.length <= DOT_NODES && graph.arcs.length <= DOT_ARCS) {
    const layout = await byGraphviz(graph, order, signal)
    if (layout) return layout
  }
  return (await byElk(graph, order, signal)) ?? layoutInRows(graph, order)
}

function byGraphviz(graph: Graph, order: readonly number[], signal: AbortSignal): Promise<Layout | null> {
  const mine = start()
  const id = next++
  return new Promise((resolve, reject) => {
    const end = (restart: boolean) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
      mine.removeEventListener('message', answered)
      mine.removeEventListener('error', failed)
      if (!restart) return
      mine.terminate()
      if (worker === mine) worker = null
    }
    const answered = ({ data }: MessageEvent<LayoutResponse>) => {
      if (data.id !== id) return
      // After a fault inside dot its memory is not to be trusted any more.
      end('error' in data)
      resolve('layout' in data ? data.layout : null)
    }
    const failed = () => (end(true), resolve(null))
    const aborted = () => (end(true), reject(new Cancelled()))
    const timer = setTimeout(failed, DOT_LIMIT)
    if (signal.aborted) return aborted()
    signal.addEventListener('abort', aborted)
    mine.addEventListener('message', answered)
    mine.addEventListener('error', failed)
    mine.postMessage({ id, graph, order } satisfies LayoutRequest)
  })
}

async function byElk(graph: Graph, order: readonly number[], signal: AbortSignal): Promise<Layout | null> {
  if (signal.aborted) throw new Cancelled()
  const run = startElk(graph, order)
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<null>(resolve => {
    timer = setTimeout(() => resolve(null), ELK_LIMIT)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  const layout = await Promise.race([run.layout.catch(() => null), limit])
  clearTimeout(timer)
  run.stop()
  if (signal.aborted) throw new Cancelled()
  return layout
}
