import { parentPort, workerData } from 'node:worker_threads'
import { activitiesOf } from './align.ts'
import type { AlignTask, Block, FromThread } from './align-in-threads.node.ts'
import { Aligner } from './aligner.ts'
import type { Alignment } from './alignment.ts'

/** A thread of `alignInThreads`: learns the net, then aligns one block of variants after the other. */
const { log, net, running, budget, costs } = workerData as AlignTask
const port = parentPort!
const tell = (message: FromThread) => port.postMessage(message)
const opened = await Aligner.open(net, {
  budget,
  now: () => performance.now(),
  costs: { logMove: activity => costs.log.get(activity)!, modelMove: label => costs.model.get(label)! },
})
if (opened.ok) {
  const aligner = opened.value
  port.on('message', async ([from, to]: Block) => {
    const alignments: Alignment[] = []
    for (let v = from; v < to; v++) alignments.push(await aligner.alignAs(activitiesOf(log, v), running[v]!))
    tell({ kind: 'done', block: [from, to], alignments })
  })
  tell({ kind: 'ready' })
} else tell({ kind: 'late' })
