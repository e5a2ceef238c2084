import { type Command, InvalidArgumentError, Option } from 'commander'
import { type MinerName, minerNames } from '../../../analyses/models/miners.ts'
import { type Abstraction, abstractions } from '../../../discovery/index.ts'
import type { Io } from '../../io.ts'
import { examples, LOG_FILE, whole, withLogOptions, withRoutineOptions } from '../../options.ts'
import { discoverBatches } from './batches.ts'
import { discoverDecisionRules } from './decision-rules.ts'
import { discover as discoverBy, discoverInductive } from './discover.ts'
import { discoverStatements, type StatementsName } from './statements.ts'
import { discoverStochastic } from './stochastic.ts'

/** `parfocal discover ...`: from logs to models, and to what else can be found of their cases. */
export function addDiscover(program: Command, io: Io): void {
  const discover = program
    .command('discover')
    .description('find a model of a log, or what else its cases have in common')
    .addHelpText('after', examples('parfocal discover inductive orders.xes --noise 0.2 --out orders.pnml'))
  withOut(withLog(discover.command('inductive').argument('<file>', LOG_FILE)))
    .description('a sound process tree (inductive miner)')
    .option('--noise <share>', 'leave rare behaviour out: 0 keeps all, 0.2 is usual', shareOfOne, 0)
    .option('--directly-follows', 'from the directly-follows graph alone (IMd): for very large logs')
    .option('--life-cycle', 'activities take time (IMlc): what overlaps between start and complete is parallel')
    .addHelpText(
      'after',
      examples(
        'parfocal discover inductive orders.xes',
        'parfocal discover inductive orders.csv --out orders.ptml',
        'parfocal discover inductive recording.csv --routine all',
      ),
    )
    .action((file, options) => discoverInductive(file, options, io))
  addOthers(discover, io)
  addStatements(discover, io)
  addOnNets(discover, io)
  addBatches(discover, io)
}

const withLog = (command: Command): Command => withRoutineOptions(withLogOptions(command))

const withOut = (command: Command): Command =>
  command
    .option('-o, --out <file>', 'write the model there; the ending says the format')
    .option('--to <format>', 'the format; else the ending of <file> says it')
    .option('--force', 'replace what is there')

const withJsonOut = (command: Command): Command =>
  command.option('-o, --out <file>', 'write it there (JSON)').option('--force', 'replace what is there')

function addOthers(discover: Command, io: Io): void {
  const miner = (name: MinerName, description: string): Command =>
    withOut(withLog(discover.command(name).argument('<file>', LOG_FILE)))
      .description(description)
      .addHelpText('after', examples(`parfocal discover ${name} orders.xes`))
      .action((file, options) => discoverBy(name, file, options, io))
  miner('heuristics', 'a net of what depends on what, for logs with noise; it need not be sound')
    .option('--dependency <value>', 'least dependency of an arc', shareOfOne, 0.9)
    .option('--noise <share>', 'leave arcs out that are rarer than this share of those around them', shareOfOne, 0)
  miner('alpha', 'the net of the alpha miner, for clean logs').option('--plus', 'alpha+: with short loops')
  miner('split', 'a simple and precise net (Split Miner)')
    .option('--eta <quantile>', 'of the strongest arcs above which others are kept', shareOfOne, 0.4)
    .option('--epsilon <share>', 'imbalance below which two activities are concurrent', shareOfOne, 0.1)
  miner('ilp', 'a net that every case fits, of places found by integer programming (ILP miner), for small logs').option(
    '--noise <share>',
    'leave rare branches out: 0 keeps all',
    shareOfOne,
    0,
  )
  miner('powl', 'a sound net of partial orders, choices and loops')
  miner('transition-system', 'the states that cases come through, as what happened before tells them apart')
    .option('--abstraction <kind>', 'of the events before: sequence, multiset or set', abstractionOf, 'set')
    .option('--horizon <number>', 'so many events before count; else all', whole(1))
  miner('prefix-tree', 'all beginnings of cases, each once, with the cases that have it')
  miner('declare', 'constraints that hold (Declare), without those that others imply')
    .option('--support <share>', 'of the cases in which a constraint must matter', shareOfOne, 0.1)
    .option('--confidence <share>', 'of those, in which it must hold', shareOfOne, 0.9)
}

/** What must hold in a log, to be held against another. */
function addStatements(discover: Command, io: Io): void {
  const command = (name: StatementsName, description: string) =>
    withJsonOut(withLog(discover.command(name).argument('<file>', LOG_FILE)))
      .description(description)
      .addHelpText('after', examples(`parfocal discover ${name} orders.xes --out ${name}.json`))
      .action((file, options) => discoverStatements(name, file, options, io))
  command('skeleton', 'what every case keeps to (log skeleton)').option(
    '--noise <share>',
    'keep statements that so many break',
    shareOfOne,
    0,
  )
  command('temporal-profile', 'how far apart any two activities usually are')
  command('footprints', 'which activity comes right after which (footprints)')
}

/** What cases say of a net, given or mined of them. */
function addOnNets(discover: Command, io: Io): void {
  const withNet = (command: Command): Command =>
    withLog(command.argument('<file>', LOG_FILE))
      .option('--model <file>', 'the net: a model of any format; else one is mined of the log')
      .option('--labels <file>', 'label mapping of the model (JSON, a file or as it is); else labels are activities')
      .addOption(new Option('--miner <name>', 'where no model is given').choices([...minerNames]).default('inductive'))
      .option('--noise <share>', 'of that miner: leave rare behaviour out', shareOfOne, 0)
  withOut(withNet(discover.command('stochastic')))
    .description('a net with the weights of its transitions: how often they fired')
    .addHelpText(
      'after',
      examples(
        'parfocal discover stochastic orders.xes',
        'parfocal discover stochastic orders.xes --model orders.bpmn --out weighted.pnml',
      ),
    )
    .action((file, options) => discoverStochastic(file, options, io))
  withJsonOut(withNet(discover.command('decision-rules')))
    .description('which attributes tell which branch of a net is taken')
    .option('--attributes <keys...>', 'of cases and events; else all that are not about people')
    .addHelpText(
      'after',
      examples(
        'parfocal discover decision-rules orders.xes --model orders.bpmn',
        'parfocal discover decision-rules orders.xes --attributes amount channel --json',
      ),
    )
    .action((file, options) => discoverDecisionRules(file, options, io))
}

function addBatches(discover: Command, io: Io): void {
  withJsonOut(withLog(discover.command('batches').argument('<file>', LOG_FILE)))
    .description('what one resource does together, after it waited')
    .option('--resource <key>', 'attribute of events that says who works, such as a team; else that of the log')
    .option('--enabled <key>', 'date attribute: since when one could be done; else since the event before in its case')
    .option('--min-size <number>', 'fewest members of a batch', whole(2), 2)
    .option('--max-gap <seconds>', 'longest pause between members', whole(0), 0)
    .addHelpText(
      'after',
      examples(
        'parfocal discover batches orders.xes --resource org:group',
        'parfocal discover batches orders.xes --show-people --json',
      ),
    )
    .action((file, options) => discoverBatches(file, options, io))
}

function abstractionOf(text: string): Abstraction {
  const found = abstractions.find(one => one === text)
  if (found === undefined) throw new InvalidArgumentError(`It must be ${abstractions.join(', ')}.`)
  return found
}

function shareOfOne(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.')
  return value
}
