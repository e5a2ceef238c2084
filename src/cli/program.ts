import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { analyses } from '../analyses/index.ts'
import { mapMetrics } from '../formats/map/metric.ts'
import { analysesText, ask } from './commands/ask.ts'
import { completionScript, type Shell, shells } from './commands/completion.ts'
import { convert, importLog } from './commands/convert.ts'
import { filter } from './commands/filter.ts'
import { info } from './commands/info.ts'
import { map } from './commands/map.ts'
import { addModels } from './commands/models/commands.ts'
import { addReveal } from './commands/reveal/commands.ts'
import { addRules } from './commands/rules/commands.ts'
import { sample } from './commands/sample.ts'
import { serve } from './commands/serve.ts'
import { addUi } from './commands/ui/commands.ts'
import { variants } from './commands/variants.ts'
import type { Io } from './io.ts'
import { examples, type LogOptions, share, whole, withLogOptions, withServerOptions } from './options.ts'
import { optionName, parametersOf } from './parameters.ts'
import { version } from './version.ts'

const FILE = 'a log file of any format, - for standard input, or a folder that `parfocal import` made'
const FILE_OR_NAME = `${FILE}; with --server the name or id of a log there (none: lists them)`

/** The command line as a whole; `serving` is told when the server takes over the signals. */
export function buildProgram(io: Io, serving: () => void): Command {
  const program = new Command('parfocal')
    .description('Process mining and task mining in one lens.')
    .version(version(), '-V, --version')
    .showHelpAfterError('(see --help)')
    .exitOverride()
    .configureOutput({ writeOut: text => void io.write(text), writeErr: text => io.trouble(text) })
    .addHelpText(
      'after',
      `${examples(
        'parfocal info orders.xes.gz',
        'parfocal map orders.csv --svg > map.svg',
        'parfocal ask bottlenecks orders.csv',
        'parfocal serve --sample --open',
      )}\nExit codes: 0 done, 1 a fault of Parfocal, 2 wrong use, 3 bad input, 4 refused, 5 rules are broken, 130 cancelled.`,
    )
  program.hook('preAction', (_, command) => {
    if (command.opts<{ quiet?: boolean }>().quiet) io.quiet()
  })
  addQuestions(program, io)
  addAsk(program, io)
  addWriters(program, io)
  addModels(program, io)
  addRules(program, io)
  addReveal(program, io)
  addUi(program, io)
  addServe(program, io, serving)
  addCompletion(program, io)
  inherit(program)
  return program
}

/** Sub-commands throw instead of exiting, like the program itself. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command)
    inherit(child)
  }
}

function addQuestions(program: Command, io: Io): void {
  withServerOptions(withLogOptions(program.command('info').argument('[file]', FILE_OR_NAME)))
    .description('what is in a log: cases, events, activities, variants, period, attributes, problems')
    .addHelpText(
      'after',
      examples(
        'parfocal info orders.xes.gz',
        'parfocal info orders.csv --mapping orders.mapping.json --json',
        'zcat log.xes.gz | parfocal info -',
        'parfocal info orders --server http://localhost:7345',
      ),
    )
    .action((file: string | undefined, options: LogOptions) => info(file, options, io))
  withServerOptions(withLogOptions(program.command('map').argument('[file]', FILE_OR_NAME)))
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
  withServerOptions(withLogOptions(program.command('variants').argument('[file]', FILE_OR_NAME)))
    .description('the distinct sequences of activities, most cases first')
    .option('-n, --limit <number>', 'at most so many (text: 20, JSON: all)', whole(1))
    .addHelpText(
      'after',
      examples('parfocal variants orders.xes', 'parfocal variants orders.xes --classifier activity,lifecycle --json'),
    )
    .action((file, options) => variants(file, options, io))
}

function addAsk(program: Command, io: Io): void {
  const command = program
    .command('ask')
    .description('answer one of the analyses: findings, numbers, evidence')
    .addHelpText(
      'after',
      `${examples('parfocal ask bottlenecks orders.xes', 'parfocal ask rework orders.xes --json')}\n\`parfocal ask <analysis> --help\` shows its own options.`,
    )
  for (const analysis of analyses) {
    const parameters = parametersOf(analysis)
    const own = withServerOptions(
      withLogOptions(command.command(analysis.id).argument('[file]', FILE_OR_NAME)),
    ).description(analysis.asks)
    for (const { key, flag, type, description, default: preset, choices } of parameters) {
      const shown = preset === undefined ? description : `${description} (default: ${JSON.stringify(preset)})`
      const option = new Option(`--${flag} <${type}>`, shown)
      if (choices) option.choices([...choices])
      option.attributeName = () => optionName(key)
      own.addOption(option)
    }
    own.addHelpText('after', examples(`parfocal ask ${analysis.id} orders.xes`))
    own.action((file, options) => ask(analysis, parameters, file, options, io))
  }
  command.action(async () => {
    await io.write(`Analyses:\n${analysesText()}`)
  })
}

function addWriters(program: Command, io: Io): void {
  withLogOptions(program.command('import').argument('<file>', FILE))
    .description('read a log once and store it in a folder that opens at once')
    .argument('[folder]', 'where to store it (the name of the file, with .parfocal)')
    .option('--mapping-out <file>', 'also write the mapping of the columns that was used')
    .option('--force', 'replace what is there')
    .addHelpText('after', examples('parfocal import orders.csv orders.parfocal', 'parfocal map orders.parfocal'))
    .action((file, folder, options) => importLog(file, folder, options, io))
  withLogOptions(
    program
      .command('convert')
      .argument('<file>', FILE)
      .argument('<out>', 'the file to write, or - for standard output'),
  )
    .description('write a log in another format')
    .option('--to <format>', 'the format; else the ending of <out> says it')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples('parfocal convert orders.csv orders.xes.gz', 'parfocal convert orders.xes - --to csv'),
    )
    .action((file, out, options) => convert(file, out, options, io))
  withLogOptions(
    program.command('filter').argument('<file>', FILE).argument('<out>', 'the file to write, or - for standard output'),
  )
    .description('write the part of a log that --where keeps')
    .option('--to <format>', 'the format; else the ending of <out> says it')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples(
        'parfocal filter orders.xes late.xes --where late.json',
        `parfocal filter orders.csv 2024.csv --where '[{"kind":"time","mode":"started","from":1704067200000,"to":1735689600000}]'`,
      ),
    )
    .action((file, out, options) => filter(file, out, options, io))
  program
    .command('sample')
    .description('make the order-to-cash sample, of any size')
    .option('--cases <number>', 'how many cases', whole(0, 50_000_000), 1000)
    .option('--seed <number>', 'the same seed makes the same file', whole(0, 2 ** 32 - 1), 1)
    .addOption(
      new Option('--order <order>', 'one case after the other, or all by time')
        .choices(['case', 'time'])
        .default('case'),
    )
    .option('-o, --out <file>', 'where to write (standard output)')
    .option('--truth', 'print what was planted, as JSON (with --out)')
    .option('--force', 'replace what is there')
    .option('-q, --quiet', 'no progress and no notes on standard error')
    .addHelpText(
      'after',
      examples('parfocal sample > sample.csv', 'parfocal sample --cases 1185000 --out ten-million-events.csv'),
    )
    .action(options => sample(options, io))
}

function addServe(program: Command, io: Io, serving: () => void): void {
  const port = (text: string) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value > 65_535)
      throw new InvalidArgumentError('It must be a port from 0 to 65535 (0: any free one).')
    return value
  }
  program
    .command('serve')
    .description('start the server with the web app')
    .option('--data <folder>', 'where logs are kept; without it they go when the server stops')
    .option('--host <address>', 'where to listen; beyond this machine a token is needed', '127.0.0.1')
    .option('--port <port>', 'port, 0 for any free one (default: 7345)', port)
    .option(
      '--token <text>',
      'what clients must show (or PARFOCAL_TOKEN in the environment, which other users cannot see)',
    )
    .option('--allow-host <names...>', 'further names under which this machine may be asked')
    .option('--identifiers <file>', 'forms of business identifiers (JSON) that recordings sent here keep as hashes')
    .option('--project-key <file>', 'the key of the project (16 bytes or more), under which these are hashed')
    .option('--sample', 'with the order-to-cash sample')
    .option('--open', 'open it in a browser, where there is a desktop')
    .option('--log', 'log every request, as JSON lines on standard error')
    .option('-q, --quiet', 'no notes on standard error')
    .addHelpText(
      'after',
      examples(
        'parfocal serve --sample --open',
        'PARFOCAL_TOKEN=... parfocal serve --data /srv/parfocal --host 0.0.0.0',
      ),
    )
    .action(options => {
      serving()
      return serve(options, io)
    })
}

function addCompletion(program: Command, io: Io): void {
  program
    .command('completion')
    .description('print the script that lets a shell complete commands and options')
    .addArgument(new Argument('<shell>').choices([...shells]))
    .addHelpText(
      'after',
      examples(
        'source <(parfocal completion bash)',
        'parfocal completion fish > ~/.config/fish/completions/parfocal.fish',
      ),
    )
    .action((shell: Shell) =>
      io.write(completionScript(program, shell, { ask: analyses.map(({ id }) => id), completion: shells })),
    )
}
