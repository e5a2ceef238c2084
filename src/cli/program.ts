import { Command } from 'commander'
import { addAsk } from './commands/ask.ts'
import { addCompletion } from './commands/completion.ts'
import { addConvert } from './commands/convert.ts'
import { addFilter } from './commands/filter.ts'
import { addImport } from './commands/import.ts'
import { addInfo } from './commands/info.ts'
import { addMap } from './commands/map.ts'
import { addModels } from './commands/models/commands.ts'
import { addReveal } from './commands/reveal/commands.ts'
import { addRules } from './commands/rules/commands.ts'
import { addSample } from './commands/sample.ts'
import { addServe } from './commands/serve.ts'
import { addUi } from './commands/ui/commands.ts'
import { addVariants } from './commands/variants.ts'
import type { Io } from './io.ts'
import { examples } from './options.ts'
import { version } from './version.ts'

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
  addInfo(program, io)
  addMap(program, io)
  addVariants(program, io)
  addAsk(program, io)
  addImport(program, io)
  addConvert(program, io)
  addFilter(program, io)
  addSample(program, io)
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
