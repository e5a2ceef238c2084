import { notApplicable, ok, type Result } from '../../base/result.ts'
import { compareText } from '../../base/sort.ts'
import type { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { Routine } from '../../model/routine.ts'
import { isDemonstrated, peopleBehind } from '../../tasks/index.ts'
import { leastPeople } from '../evidence.ts'
import type { Output } from '../output.ts'
import { agentNetLine } from './agent-net-form.ts'
import { chatLine } from './chat-form.ts'
import { type CardRoutine, type DataCard, dataCardMarkdown } from './data-card.ts'
import { allowedPurpose, type Purpose } from './purposes.ts'
import { type Split, splitRoutines, splits } from './split.ts'
import { type Trajectories, trajectoriesOf } from './trajectories.ts'
import type { Trajectory } from './trajectory.ts'

export interface TrainingOptions {
  /** What the people who were recorded were told; null: nothing that is known, so nothing is made. */
  readonly purpose: Purpose | null
  /** What others may do with it; null: nothing. */
  readonly licence?: string | null
  /** Fewest people behind a routine that is no demonstration; never below 5. */
  readonly minimumPeople?: number
  readonly title?: string
  /** SHA-256 of the UI log, where it is kept. */
  readonly logFingerprint?: string | null
}

export interface TrainingData extends Output {
  readonly card: DataCard
}

/**
 * Routines as training data for agents: trajectories as JSON lines in chat form with tool calls and in the form of
 * AgentNet, split by routine, with a data card. Refused, with the reason, unless the purpose allows it and every routine
 * has enough people behind it or was demonstrated; for `agent-evaluation` everything is for the test.
 */
export function trainingData(
  { routines, steps, names }: { readonly routines: readonly Routine[]; readonly steps: StepLog; readonly names: Names },
  options: TrainingOptions,
): Result<TrainingData> {
  const allows = allowedPurpose(options.purpose)
  if (!allows.ok) return allows
  const purpose = allows.value
  const minimum = Math.max(leastPeople, options.minimumPeople ?? leastPeople)
  const allowed: { readonly routine: Routine; readonly standsBehind: CardRoutine['standsBehind'] }[] = []
  const refused: { routine: string; because: string }[] = []
  for (const routine of routines) {
    const isDemonstration = isDemonstrated(steps.ui, routine)
    if (isDemonstration || peopleBehind(steps.ui, routine) >= minimum)
      allowed.push({ routine, standsBehind: isDemonstration ? 'demonstration' : 'people' })
    else
      refused.push({
        routine: routine.id,
        because: `fewer than ${minimum} people stand behind it, and it is no demonstration`,
      })
  }
  if (allowed.length === 0)
    return notApplicable(
      routines.length === 0
        ? 'no routine was found'
        : `${routines.length === 1 ? 'the routine has fewer than' : `none of ${routines.length} routines has`} ${minimum} people behind it${routines.length === 1 ? ', and is no demonstration' : ' or is a demonstration'}`,
    )
  const made = trajectoriesOf(
    allowed.map(({ routine }) => routine),
    steps,
    names,
  )
  if (made.trajectories.length === 0)
    return notApplicable('no step of these routines is one that an agent could repeat')
  const split =
    purpose === 'agent-training'
      ? splitRoutines(made.trajectories)
      : new Map(allowed.map(({ routine }) => [routine.id, 'test' as const]))
  const card = cardOf(allowed, made, split, refused, minimum, purpose, options)
  return ok({ files: filesOf(made.trajectories, split, card), toDo: toDoOf(card), card })
}

const toDoOf = ({ licence }: DataCard): readonly string[] => [
  'Read a sample of the trajectories before anybody trains on them: labels of elements come from recordings.',
  licence === null
    ? 'Give a licence before it is passed on, and keep the data card with it.'
    : 'Keep the data card with it wherever it is passed on.',
]

function filesOf(trajectories: readonly Trajectory[], split: ReadonlyMap<string, Split>, card: DataCard) {
  const lines = (of: Split, write: (trajectory: Trajectory, split: Split) => string) =>
    trajectories
      .filter(({ routine }) => split.get(routine) === of)
      .map(one => `${write(one, of)}\n`)
      .join('')
  const filled = splits.filter(of => trajectories.some(({ routine }) => split.get(routine) === of))
  return [
    ...filled.map(of => ({ path: `chat/${of}.jsonl`, content: lines(of, chatLine) })),
    ...filled.map(of => ({ path: `agent-net/${of}.jsonl`, content: lines(of, agentNetLine) })),
    { path: 'README.md', content: dataCardMarkdown(card) },
    { path: 'data-card.json', content: `${JSON.stringify(card, null, 2)}\n` },
  ]
}

const ROWS = 5

function cardOf(
  allowed: readonly { readonly routine: Routine; readonly standsBehind: CardRoutine['standsBehind'] }[],
  { trajectories, leftOut, instances }: Trajectories,
  split: ReadonlyMap<string, Split>,
  refused: DataCard['refused'],
  minimumPeople: number,
  purpose: Purpose,
  { licence = null, title = 'Trajectories of routines', logFingerprint = null }: TrainingOptions,
): DataCard {
  const routines = allowed.flatMap(({ routine, standsBehind }): readonly CardRoutine[] => {
    const own = trajectories.filter(one => one.routine === routine.id)
    if (own.length === 0) return []
    return [
      {
        routine: routine.id,
        name: routine.name,
        split: split.get(routine.id)!,
        trajectories: own.length,
        instances: own.reduce((sum, one) => sum + one.instances, 0),
        standsBehind,
        rows: routine.instances.slice(0, ROWS).map(({ first, last }) => ({ first, last })),
      },
    ]
  })
  const counted = (of: Split) => {
    const own = trajectories.filter(({ routine }) => split.get(routine) === of)
    return {
      routines: new Set(own.map(({ routine }) => routine)).size,
      trajectories: own.length,
      steps: own.reduce((sum, { steps }) => sum + steps.length, 0),
    }
  }
  const counts = { train: counted('train'), validation: counted('validation'), test: counted('test') }
  return {
    title,
    purpose,
    licence,
    logFingerprint,
    minimumPeople,
    counts,
    instances,
    routines,
    refused,
    leftOut: [...leftOut].sort(([a], [b]) => compareText(a, b)).map(([why, steps]) => ({ why, steps })),
    gaps: gapsOf(trajectories, counts, purpose),
  }
}

function gapsOf(trajectories: readonly Trajectory[], counts: DataCard['counts'], purpose: Purpose): readonly string[] {
  const unseen = trajectories.flatMap(({ steps }) => steps).filter(({ observation }) => observation.elements.length < 3)
  return [
    'An outline holds the elements that people used, not all that were visible; there are no pictures and no texts of pages.',
    'Invented values have the class and shape of recorded ones, not their meaning; options of lists are invented too.',
    'Values that a rule with recorded texts makes, or that nothing explains, do not follow from what the agent sees.',
    'People are shown, not the best way; detours that cleaning did not mark are in it.',
    ...(unseen.length === 0
      ? []
      : [`${unseen.length} steps show fewer than three elements: there is little to choose from.`]),
    ...(purpose === 'agent-training' && counts.test.trajectories === 0
      ? ['There is nothing to test on: all routines are one, or too alike to be parted.']
      : []),
  ]
}
