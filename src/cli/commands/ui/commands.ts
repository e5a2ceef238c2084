import type { Command } from 'commander'
import { purposes } from '../../../actions/index.ts'
import type { Io } from '../../io.ts'
import { examples, whole, withServerOptions } from '../../options.ts'
import { clean, friction, routines, segment } from './answers.ts'
import { candidates } from './candidates.ts'
import { edits } from './edits.ts'
import { exportable, exportUi, importUi } from './export.ts'
import { withEdits, withUiOptions } from './options.ts'
import { sampleRecording } from './sample.ts'
import { score } from './training.ts'

const FILES = 'recordings of user interactions, of any format, or folders of them; several become one UI log'

/** `parfocal ui ...`: recordings of user interactions, from reading them to what is made of them. */
export function addUi(program: Command, io: Io): void {
  const ui = program
    .command('ui')
    .description('task mining: recordings of user interactions')
    .addHelpText(
      'after',
      examples(
        'parfocal ui sample > recording.csv',
        'parfocal ui import recording.csv recording.ui.jsonl',
        'parfocal ui routines recording.csv',
        'parfocal ui candidates recording.csv --json',
        'parfocal ui export recording.csv --to playwright --out bot/',
      ),
    )
  ui.command('sample')
    .description('make a recording to try the other commands on: six people enter orders and approve invoices')
    .option('--runs <number>', 'how many runs of work', whole(0, 10_000_000), 600)
    .option('--seed <number>', 'the same seed makes the same file', whole(0, 2 ** 32 - 1), 1)
    .option('-o, --out <file>', 'where to write (standard output)')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples('parfocal ui sample > recording.csv', 'parfocal ui sample --runs 100000 --out big.csv'),
    )
    .action(options => sampleRecording(options, io))
  withUiOptions(
    ui
      .command('import')
      .argument(
        '<file>',
        'a recording of user interactions, of any format; a folder or zip of several becomes one UI log',
      )
      .argument('<out>', 'the file to write (.ui.jsonl, .ui.zip, .xes, .json for OCEL 2.0)'),
  )
    .description('read a recording, mask it, and store it as a UI log')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples(
        'parfocal ui import actions.csv actions.ui.jsonl',
        'parfocal ui import recordings/ all.ui.zip --mask-rules ours.yaml',
        'parfocal ui import actions.csv actions.xes',
      ),
    )
    .action((file, out, options) => importUi(file, out, options, io))
  withUiOptions(ui.command('clean').argument('<files...>', FILES))
    .description('the steps of a recording: redundant events joined, noise marked, where values come from')
    .addHelpText('after', examples('parfocal ui clean recording.csv', 'parfocal ui clean recording.csv --json'))
    .action((files, options) => clean(files, options, io))
  withEdits(withUiOptions(ui.command('segment').argument('<files...>', FILES)))
    .description('cut a recording into runs of routines')
    .addHelpText('after', examples('parfocal ui segment recording.csv --ignore-time --json'))
    .action((files, options) => segment(files, options, io))
  withServerOptions(withEdits(withUiOptions(ui.command('routines').argument('<files...>', FILES))))
    .description('the routines of a recording, with all their runs')
    .addHelpText(
      'after',
      examples(
        'parfocal ui routines recording.csv',
        'parfocal ui routines monday.csv tuesday.csv --json',
        'parfocal ui routines recording.csv --edits routine-edits.json',
      ),
    )
    .action((files, options) => routines(files, options, io))
  withServerOptions(withEdits(withUiOptions(ui.command('candidates').argument('<files...>', FILES))))
    .description('which routines are worth automating, with everything the score is made of')
    .option(
      '--assumptions <file>',
      'cost, adoption, effort and the like (JSON); what it leaves out has stated defaults',
    )
    .addHelpText(
      'after',
      examples(
        'parfocal ui candidates recording.csv',
        'parfocal ui candidates recording.csv --assumptions ours.json --json',
      ),
    )
    .action((files, options) => candidates(files, options, io))
  withServerOptions(withEdits(withUiOptions(ui.command('friction').argument('<files...>', FILES))))
    .description('where user interfaces make work difficult, and what that costs')
    .addHelpText(
      'after',
      examples('parfocal ui friction recording.csv', 'parfocal ui friction recording --server localhost:7345'),
    )
    .action((files, options) => friction(files, options, io))
  withServerOptions(withEdits(withUiOptions(ui.command('export').argument('<files...>', FILES))))
    .description(`turn a routine into something that runs or is read: ${exportable.join(', ')}`)
    .requiredOption('--to <output>', 'what to make')
    .option('--routine <name>', 'which routine, by id, name or its beginning (default: the one with most runs)')
    .option('--purpose <purpose>', `training data: of what those who were recorded were told (${purposes.join(', ')})`)
    .option('--licence <text>', 'training data: what others may do with it')
    .requiredOption('-o, --out <folder>', 'folder to write into')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples(
        'parfocal ui export recording.csv --keep-values --to playwright --out bot/',
        'parfocal ui export monday.csv tuesday.csv --to training-data --purpose agent-training --out data/',
      ),
    )
    .action((files, options) => exportUi(files, options, io))
  withServerOptions(ui.command('edits').argument('<log>', 'a UI log of the server, by name or id'))
    .description('the edits that a server keeps with a UI log (JSON), to read or to replace')
    .option('--set <file>', 'the edits (JSON) to keep in place of those')
    .option('-q, --quiet', 'no notes on standard error')
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      examples(
        'parfocal ui edits recording --server localhost:7345',
        'parfocal ui edits recording --server localhost:7345 --set routine-edits.json',
      ),
    )
    .action((log, options) => edits(log, options, io))
  ui.command('score')
    .argument('<file>', 'trajectories in chat form (chat/test.jsonl of training data)')
    .argument('<predictions>', 'what an agent said: JSON lines with trajectory, step, action, target, value')
    .description('replay trajectories and score an agent: how many of its steps are right')
    .option('--json', 'machine-readable output')
    .addHelpText('after', examples('parfocal ui score data/chat/test.jsonl answers.jsonl'))
    .action((file, predictions, options) => score(file, predictions, options, io))
}
