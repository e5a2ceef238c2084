import { notApplicable, ok, type Result } from '../base/result.ts'
import type { DirectlyFollowsGraph } from './directly-follows-graph.ts'
import { type PetriNet, PetriNetBuilder } from './petri-net.ts'

/**
 * A directly-follows graph as a model: whatever way through its arcs, however often each was taken. Each activity stands between two places, each
 * arc is a silent transition. A graph without a way from start to end says nothing. O(arcs).
 */
export function dfgToNet({ activities, frequency }: DirectlyFollowsGraph): Result<PetriNet> {
  const size = activities.length + 2
  const [START, END] = [size - 2, size - 1]
  const builder = new PetriNetBuilder()
  const first = builder.place('start')
  const last = builder.place('end')
  const before = activities.map((_, a) => builder.place(`before_${a + 1}`))
  const behind = activities.map((_, a) => builder.place(`behind_${a + 1}`))
  const move = (label: string | null, id: string, from: number, to: number) => {
    const transition = builder.transition(label, id)
    builder.takes(transition, from)
    builder.puts(transition, to)
  }
  activities.forEach((activity, a) => {
    move(activity, `activity_${a + 1}`, before[a]!, behind[a]!)
  })
  let [begins, ends] = [false, false]
  for (let from = 0; from < size; from++)
    for (let to = 0; to < size; to++) {
      if (!(frequency[from * size + to]! > 0) || from === END || to === START) continue
      begins ||= from === START
      ends ||= to === END
      move(null, `arc_${from + 1}_${to + 1}`, from === START ? first : behind[from]!, to === END ? last : before[to]!)
    }
  if (!begins || !ends)
    return notApplicable(
      `The directly-follows graph has no ${begins ? 'last' : 'first'} activity: no case could ${begins ? 'end' : 'begin'}.`,
    )
  return ok(builder.build([[first, 1]], [[[last, 1]]]))
}
