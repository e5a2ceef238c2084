import { type Command, Option } from 'commander'
import type { Cancel } from '../../base/platform.ts'
import { drawArcs, happyPath, keepActivities, keepClause } from '../../discovery/index.ts'
import { mapAscii } from '../../formats/map/ascii.ts'
import { mapDot } from '../../formats/map/dot.ts'
import { type MapJson, mapJson } from '../../formats/map/json.ts'
import { isTime, type MapMetric, mapMetrics } from '../../formats/map/metric.ts'
import { mapSvg } from '../../formats/map/svg.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { examples, LOG_OR_NAME, type LogOptions, share, withLogOptions, withServerOptions } from '../options.ts'
import { writeOutput } from '../output.ts'
import { MISSING } from '../text-table.ts'
import { openWorkspace } from '../workspace.ts'

interface MapOptions extends LogOptions {
  readonly svg?: boolean
  readonly dot?: boolean
  readonly ascii?: boolean
  readonly out?: string
  /** Slider positions, 0..1. */
  readonly activities: number
  readonly paths: number
  readonly happyPath?: boolean
  readonly metric: MapMetric
}

/** `parfocal map` */
export function addMap(program: Command, io: Io): void {
  withServerOptions(withLogOptions(program.command('map').argument('[file]', LOG_OR_NAME)))
    .description('the process map, as text, SVG, DOT or JSON')
    .option('--svg', 'an SVG picture')
    .option('--dot', 'for Graphviz')
    .option('--ascii', 'text for a terminal (the default)')
    .option('-o, --out <file>', 'write there; .svg, .dot and .json say the kind')
    .option(
      '--activities <percent>',
      'keep the most frequent activities; the log is projected to them and counted anew',
      share,
      1,
    )
    .option(
      '--paths <percent>',
      'draw the most frequent arcs, and those without which a node would lose its best path',
      share,
      1,
    )
    .option('--happy-path', 'the activities of the usual way, and the best paths alone: what the web app opens with')
    .addOption(new Option('--metric <metric>', 'what the numbers say').choices([...mapMetrics]).default('frequency'))
    .addHelpText(
      'after',
      examples(
        'parfocal map orders.xes',
        'parfocal map orders.xes --activities 60 --paths 20 --out map.svg',
        'parfocal map orders.xes --metric median --svg > waits.svg',
        `parfocal map orders.xes --json --where '[{"kind":"activity","mode":"mandatory","activities":["Cancel order"]}]'`,
      ),
    )
    .action((file, options) => map(file, options, io))
}

/** The process map: as text, SVG, DOT or JSON. */
async function map(file: string | undefined, options: MapOptions, io: Io): Promise<void> {
  const chosen = (['svg', 'dot', 'json', 'ascii'] as const).filter(kind => options[kind])
  if (chosen.length > 1) throw new UsageError(`Choose one of ${chosen.map(kind => `--${kind}`).join(' and ')}.`)
  const kind = chosen[0] ?? kindOf(options.out) ?? 'ascii'
  const { engine, ask, description } = await openWorkspace(file, options, io)
  if (description.defaultLevel === 'instance' && options.level === undefined)
    io.note(
      'Start and complete events of this log can be paired; --level instance shows activity instances with their waiting times.',
    )
  const json = await mapOf(engine, ask, options, io.cancel)
  if (isTime(options.metric) && json.timeMeaning === 'between-completions')
    io.note('There are no start times: times are between completions, not waiting times.')
  await writeOutput(options.out, await rendered(kind, json, options.metric), io)
}

/** Activities and arcs of a picture: 1 000 and 2 000 take Graphviz some 25 s. */
const MOST_DRAWN = 3000

const kindOf = (out: string | undefined) =>
  (['svg', 'dot', 'json'] as const).find(kind => out?.toLowerCase().endsWith(`.${kind}`))

/** Ask the engine for what is drawn: the log projected to the kept activities, counted anew, and the arcs chosen. */
export async function mapOf(
  engine: Engine,
  ask: Ask,
  sliders: Pick<MapOptions, 'activities' | 'paths' | 'happyPath'>,
  cancel: Cancel,
): Promise<MapJson> {
  const all = await engine.activities(ask, cancel)
  const happy = sliders.happyPath ? happyPath(all, (await engine.variants(ask, cancel)).variants) : null
  const kept = happy?.selection ?? keepActivities(all, sliders.activities)
  const clause = keepClause(kept)
  const projected = clause === null ? ask : { ...ask, filter: [...ask.filter, clause] }
  const activities = clause === null ? all : await engine.activities(projected, cancel)
  const arcs = await engine.arcs({ ...projected, quantiles: true }, cancel)
  const size = await engine.size(projected, cancel)
  return mapJson({
    cases: size.cases,
    events: size.events,
    activities,
    arcs,
    of: { activities: kept.of, frequency: kept.totalFrequency },
    ...drawArcs(arcs, happy ? 0 : sliders.paths, happy?.variant?.activities),
  })
}

/** A class without a text, which would be an empty pair of brackets, by a name that no other class has. */
function withNames(json: MapJson): MapJson {
  const taken = new Set(json.nodes.map(({ activity }) => activity))
  if (!taken.has('')) return json
  let missing = MISSING
  while (taken.has(missing)) missing = `(${missing})`
  const named = (activity: string) => (activity === '' ? missing : activity)
  return {
    ...json,
    nodes: json.nodes.map(node => ({ ...node, activity: named(node.activity) })),
    arcs: json.arcs.map(arc => ({ ...arc, from: named(arc.from), to: named(arc.to) })),
  }
}

async function rendered(kind: 'svg' | 'dot' | 'json' | 'ascii', json: MapJson, metric: MapMetric): Promise<string> {
  if (kind === 'json') return `${JSON.stringify(json, null, 2)}\n`
  if (kind === 'dot') return mapDot(json, metric)
  if (kind === 'ascii') return mapAscii(withNames(json), metric)
  if (json.nodes.length + json.arcs.length > MOST_DRAWN)
    throw new UsageError(
      `A picture of ${json.nodes.length} activities and ${json.arcs.length} paths would take minutes and show nothing: keep fewer with --activities and --paths, or write --dot or --json.`,
    )
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz')
  const graphviz = await Graphviz.load()
  return mapSvg(json, metric, dot => graphviz.layout(dot, 'json', 'dot'))
}
