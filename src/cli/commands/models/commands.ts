import { type Command, InvalidArgumentError, Option } from 'commander'
import { conformanceQuestion, deviationOrders } from '../../../analyses/models/conformance-question.ts'
import { otherMethods } from '../../../analyses/models/other-conformance.ts'
import type { Io } from '../../io.ts'
import { examples, LOG_FILE, whole, withLogOptions, withRoutineOptions } from '../../options.ts'
import { checkModel } from './check.ts'
import { conformance } from './conformance.ts'
import { convertModel } from './convert.ts'
import { addDiscover } from './discover-commands.ts'
import { precision } from './precision.ts'

const MODEL = 'a model of any format (.pnml, .ptml, .bpmn, .decl, .dfg, .json), or - for standard input'
const POOL = 'of BPMN with several pools the one of this name or id'

/** `parfocal discover ...`, `parfocal model ...`, and a log against a model. */
export function addModels(program: Command, io: Io): void {
  addDiscover(program, io)
  addModel(program, io)
  addConformance(program, io)
}

function addModel(program: Command, io: Io): void {
  const model = program
    .command('model')
    .description('convert models, and check them')
    .addHelpText(
      'after',
      examples('parfocal model check orders.pnml', 'parfocal model convert orders.ptml orders.pnml'),
    )
  model
    .command('convert')
    .description('write a model in another format, as another kind where that needs it')
    .argument('<file>', MODEL)
    .argument('<out>', 'the file to write, or - for standard output')
    .option('--to <format>', 'the format; else the ending of <out> says it')
    .option('--pool <pool>', POOL)
    .option('--reduce', 'of a net: join and leave out what says nothing, with the same language')
    .option('--force', 'replace what is there')
    .option('-q, --quiet', 'no notes on standard error')
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      examples('parfocal model convert orders.ptml orders.pnml', 'parfocal model convert a.pnml b.pnml --reduce'),
    )
    .action((file, out, options) => convertModel(file, out, options, io))
  model
    .command('check')
    .description('whether a model is sound, and if not, where and why')
    .argument('<file>', MODEL)
    .option('--pool <pool>', POOL)
    .option('--states <number>', 'look at no more markings than these', whole(1, 10_000_000), 100_000)
    .option('-q, --quiet', 'no notes on standard error')
    .option('--json', 'machine-readable output')
    .addHelpText('after', examples('parfocal model check orders.pnml', 'parfocal model check orders.pnml --json'))
    .action((file, options) => checkModel(file, options, io))
}

/** `parfocal conformance` and `parfocal precision`: a log against a model. */
function addConformance(program: Command, io: Io): void {
  const withBudget = (command: Command) =>
    withRoutineOptions(withLogOptions(command.argument('<log>', LOG_FILE).argument('<model>', MODEL)))
      .option('--labels <file>', 'label mapping of the model (JSON, a file or as it is); else labels are activities')
      .option('--pool <pool>', POOL)
      .option('--seconds <number>', 'time for the alignments; what is left then is told as an interval', whole(1), 600)
      .option('--states <number>', 'states the search of one trace may look at', whole(1), 1_000_000)
  withBudget(program.command('conformance'))
    .description('where and how far the cases of a log depart from a model')
    .addOption(
      new Option(
        '--method <method>',
        'alignments: exact; replay: faster, by tokens; or by footprints, Declare constraints, a log skeleton, a temporal profile (default: as the file says; else alignments)',
      ).choices(['alignments', 'replay', ...otherMethods]),
    )
    .option('--threads <number>', 'threads that share the alignments (default: one a processor)', whole(1))
    .option('--allow <file>', 'allowlist: deviations that are accepted, each with a reason, an author and a date')
    .option('--at <date>', 'judge the allowlist as of then, such as 2026-12-31 (default: as of now)')
    .option('--ended-by <activities...>', 'cases without any of these activities still run')
    .option(
      '--running-days <number>',
      'cases whose last event lies in the last so many days still run',
      whole(1, 36_500),
    )
    .option('--measure <attribute>', 'compare the means of a numeric attribute of cases or events')
    .addOption(
      new Option(
        '--measure-of <number>',
        'of an attribute of events: what of a case is compared (default: mean)',
      ).choices(conformanceQuestion.shape.measureOf.unwrap().options),
    )
    .addOption(
      new Option('--time-by <end>', 'count cases over time by their start or end (default: start)').choices([
        'start',
        'end',
      ]),
    )
    .addOption(new Option('--bucket <unit>', 'unit of time (default: auto)').choices(['auto', 'day', 'week', 'month']))
    .addOption(new Option('--sort <column>', 'order of deviations (default: cases)').choices([...deviationOrders]))
    .option('--threshold <number>', 'of a temporal profile: standard deviations from the mean', positive, 6)
    .addHelpText(
      'after',
      examples(
        'parfocal conformance orders.xes orders.pnml',
        'parfocal conformance orders.xes orders.pnml --method replay --json',
        'parfocal conformance orders.xes orders.bpmn --allow allowed.yaml --ended-by Pay Reject --measure amount',
        'parfocal conformance orders.xes rules.decl',
      ),
    )
    .action((log, model, options) => conformance(log, model, options, io))
  withBudget(program.command('precision'))
    .description('how much a model allows that never happened, and its other qualities')
    .addHelpText('after', examples('parfocal precision orders.xes orders.pnml --json'))
    .action((log, model, options) => precision(log, model, options, io))
}

function positive(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0)) throw new InvalidArgumentError('It must be a number above 0.')
  return value
}
