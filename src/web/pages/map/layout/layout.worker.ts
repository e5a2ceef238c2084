import { Graphviz } from '@hpcc-js/wasm-graphviz'
import type { Graph, Layout } from './graph.ts'
import { layoutByGraphviz } from './graphviz.ts'

export interface LayoutRequest {
  readonly id: number
  readonly graph: Graph
  readonly order: readonly number[]
}
export type LayoutResponse =
  | { readonly id: number; readonly layout: Layout }
  | { readonly id: number; readonly error: string }

void Graphviz.load().catch(() => {})

self.onmessage = async ({ data }: MessageEvent<LayoutRequest>) => {
  const { id, graph, order } = data
  try {
    self.postMessage({ id, layout: await layoutByGraphviz(graph, order) } satisfies LayoutResponse)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    self.postMessage({ id, error: message } satisfies LayoutResponse)
  }
}
