import { z } from 'zod'
import { noPace, type Pace, pace } from '../log/count/pace.ts'
import { type VariantLog, variantLogOf } from '../log/variant-log.ts'
import type { Analysis, Answer, Clock, Finding, Table } from './analysis.ts'
import {
  type Candidate,
  candidateModels,
  isTried,
  type MeasuredCandidate,
  measure,
  type Quality,
  type Setting,
  settings,
} from './models/candidate-models.ts'
import { number, percent, plain, ratio, times } from './words.ts'

const params = z.object({
  size: z
    .number()
    .int()
    .min(2)
    .max(10_000)
    .default(100)
    .describe('Most places and transitions that a model may have, once reduced, to be recommended.'),
  variants: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(500)
    .describe('How many of the most common variants the models are measured on; they are mined from all.'),
  seconds: z
    .number()
    .min(0)
    .max(3600)
    .default(60)
    .describe('Time for measuring; models left then are told unmeasured.'),
  states: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(50_000)
    .describe('States that the search for the alignment of one variant may look at.'),
})

type Measured = MeasuredCandidate & { readonly quality: Quality }

/** Which miner, with which threshold, gives the best model that people can read. */
export const recommendedModel: Analysis<typeof params> = {
  id: 'recommended-model',
  title: 'Recommended model',
  asks: 'Which miner and threshold give the best model that can still be read?',
  params,
  async answer(engine, ask, chosen, cancel, clock) {
    const { variants, totalCases } = await engine.variants(ask, cancel)
    if (totalCases === 0) return { findings: [], tables: [], notes: ['There are no cases to find a model of.'] }
    const steps = clock ? pace(clock, cancel) : noPace.with(cancel)
    const log = variantLogOf(variants)
    const candidates = await candidateModels(log, steps)
    const measuredOn = variants.slice(0, chosen.variants)
    const rows = await measureAll(candidates, variantLogOf(measuredOn), chosen, steps, clock)
    const best = recommended(rows, chosen.size)
    const covered = measuredOn.reduce((sum, { cases }) => sum + cases, 0)
    return {
      findings: best === null ? [] : [finding(best)],
      tables: [table(ranked(rows, best))],
      notes: notesOf(best, chosen.size, {
        models: candidates.length,
        tried: settings.filter(one => isTried(one, log)).length,
        covered: covered / totalCases,
        measured: measuredOn.length,
        of: variants.length,
      }),
    }
  },
}

async function measureAll(
  candidates: readonly Candidate[],
  log: VariantLog,
  { seconds, states }: z.infer<typeof params>,
  steps: Pace,
  clock: Clock | undefined,
): Promise<MeasuredCandidate[]> {
  const end = clock ? clock.now() + seconds * 1000 : Number.POSITIVE_INFINITY
  const rows: MeasuredCandidate[] = []
  for (const [i, candidate] of candidates.entries()) {
    const left = clock ? end - clock.now() : Number.POSITIVE_INFINITY
    if (left <= 0) rows.push({ ...candidate, quality: null, because: 'the time ended before' })
    else {
      const timeMs = left / (candidates.length - i)
      const now = clock ? { now: () => clock.now() } : {}
      rows.push(await measure(candidate, log, steps, { ...now, budget: { timeMs, states } }))
    }
  }
  return rows
}

/** The best F-score among sound models within the size; where there is none, the smallest sound one, else the best at all. */
function recommended(rows: readonly MeasuredCandidate[], size: number): Measured | null {
  const measured = rows.filter((row): row is Measured => row.quality !== null)
  const sound = measured.filter(row => row.soundness === 'sound')
  const readable = sound.filter(row => row.size <= size)
  if (readable.length > 0) return [...readable].sort(better)[0]!
  return [...sound].sort((a, b) => a.size - b.size || better(a, b))[0] ?? [...measured].sort(better)[0] ?? null
}

/** By F-score, then the smaller one, then in the order of the settings. */
const better = (a: MeasuredCandidate, b: MeasuredCandidate): number =>
  (b.quality?.fScore ?? -1) - (a.quality?.fScore ?? -1) || a.size - b.size || order(a) - order(b)

const order = ({ settings: [first] }: Candidate): number => settings.indexOf(first!)

function ranked(rows: readonly MeasuredCandidate[], best: Measured | null): MeasuredCandidate[] {
  const rest = rows.filter(row => row !== best).sort(better)
  return best === null ? rest : [best, ...rest]
}

const nameOf = ({ miner, options }: Setting): string => {
  const thresholds = Object.entries(options).map(([name, value]) => `${name} ${value}`)
  return [miner, ...thresholds].join(', ')
}

function finding({ settings: [setting], quality, size }: Measured): Finding {
  const { fScore, fitness, fitnessAtMost, precision } = quality
  return {
    id: 'recommended',
    sentence: `${percent(fScore)} is the F-score of the recommended model, by *${nameOf(setting!)}*: fitness ${percent(fitness)}, precision ${percent(precision)}, ${number(size)} places and transitions.`,
    importance: 1,
    quantities: [
      ratio('F-score', fScore),
      ratio('alignment fitness', fitness),
      ratio('alignment fitness at most', fitnessAtMost),
      ratio('align-ETC precision', precision),
      plain('places and transitions', size),
    ],
    evidence: [],
    actions: [],
  }
}

const table = (rows: readonly MeasuredCandidate[]): Table => ({
  id: 'models',
  title: 'Models, the recommended one first, then by F-score',
  columns: [
    { key: 'miner', label: 'Miner' },
    { key: 'fScore', label: 'F-score', unit: 'ratio' },
    { key: 'fitness', label: 'Alignment fitness', unit: 'ratio' },
    { key: 'fitnessAtMost', label: 'Fitness at most', unit: 'ratio' },
    { key: 'precision', label: 'align-ETC precision', unit: 'ratio' },
    { key: 'size', label: 'Places and transitions', unit: 'number' },
    { key: 'soundness', label: 'Soundness' },
    { key: 'because', label: 'Why not measured' },
  ],
  rows: rows.map(({ settings, quality, size, soundness, because }) => [
    settings.map(nameOf).join('; '),
    quality?.fScore ?? null,
    quality?.fitness ?? null,
    quality?.fitnessAtMost ?? null,
    quality?.precision ?? null,
    size,
    soundness,
    because,
  ]),
})

function notesOf(
  best: Measured | null,
  size: number,
  on: { models: number; tried: number; covered: number; measured: number; of: number },
): Answer['notes'] {
  const flags = Object.entries(best?.settings[0]?.options ?? {}).map(([name, value]) => ` --${name} ${value}`)
  return [
    `${number(on.tried)} settings of miners found ${times(on.models, 'different model', 'different models')}.`,
    ...(on.tried < settings.length
      ? [
          'The ILP miner is not asked here: it takes up to 30 activities, 200 variants and 5000 events of distinct variants.',
        ]
      : []),
    ...(best === null ? ['None of them could be measured: give more time or states.'] : []),
    ...(best !== null && best.soundness !== 'sound' ? ['No sound model could be measured: the best one is not.'] : []),
    ...(best !== null && best.size > size
      ? [`No sound model has at most ${number(size)} places and transitions: the smallest one is shown.`]
      : []),
    ...(on.measured < on.of
      ? [
          `Measured on the ${number(on.measured)} most common of ${number(on.of)} variants, ${percent(on.covered)} of cases; precision is understated by those left out.`,
        ]
      : []),
    ...(best === null
      ? []
      : [`As a file: \`parfocal discover ${best.settings[0]!.miner} FILE${flags.join('')} --out model.pnml\`.`]),
  ]
}
