import type { Command } from 'commander'
import type { Io } from '../../io.ts'
import { examples, withServerOptions } from '../../options.ts'
import { approve, ask, list, log, makeKey, names, type RevealOptions, refuse } from './reveal.ts'

const SERVER = '--server https://mining.example'

/** `parfocal reveal ...`: names behind pseudonyms on a server, case by case, for two people together. */
export function addReveal(program: Command, io: Io): void {
  const reveal = program
    .command('reveal')
    .description('names behind the pseudonyms of a case, for two people together (docs/concepts/revealing-names.md)')
    .addHelpText(
      'after',
      examples(
        `parfocal reveal key ann.key ${SERVER}`,
        `parfocal reveal ask orders 4711 --rule "four eyes" --reason "approved own order" --key ann.key ${SERVER}`,
        `parfocal reveal approve <id> --key bob.key ${SERVER}`,
        `parfocal reveal names <id> ${SERVER}`,
      ),
    )
  const command = (name: string, description: string, example: string): Command =>
    withServerOptions(reveal.command(name))
      .description(description)
      .option('--json', 'machine-readable output')
      .option('-q, --quiet', 'no notes on standard error')
      .addHelpText('after', examples(`parfocal reveal ${example} ${SERVER}`))
  const withKey = (made: Command): Command => made.requiredOption('--key <file>', 'your key, as `reveal key` wrote it')

  command('key', 'make your key, or take the one in the file, and tell the server its public half', 'key ann.key')
    .argument('<file>', 'where your key lies: keep it to yourself')
    .action((file: string, options: RevealOptions) => makeKey(file, options, io))
  withKey(
    command('ask', 'ask for the names of one case', 'ask orders 4711 --rule "four eyes" --reason why --key ann.key'),
  )
    .argument('<log>', 'name or id of a log whose names are sealed')
    .argument('<case>', 'id of the case')
    .requiredOption('--rule <text>', 'the rule, or the violation, that it is about')
    .requiredOption('--reason <text>', 'why the names are needed')
    .action((name, caseId, options) => ask(name, caseId, options, io))
  withKey(command('approve', 'approve what somebody else asked for', 'approve <id> --key bob.key'))
    .argument('<id>', 'of the reveal, as `reveal list` shows it')
    .action((id, options) => approve(id, options, io))
  command('refuse', 'refuse a reveal, or withdraw your own', 'refuse <id>')
    .argument('<id>', 'of the reveal')
    .action((id, options) => refuse(id, options, io))
  command('names', 'who did what in the case of an approved reveal; each look is logged', 'names <id>')
    .argument('<id>', 'of the reveal')
    .action((id, options) => names(id, options, io))
  command('list', 'the reveals that you have to do with', 'list').action(options => list(options, io))
  command('log', 'every step of every reveal, its chain checked; for owners and the works council', 'log')
    .option('--since <hash>', 'the last hash that you kept: it must still be there; only what came later is shown')
    .action(options => log(options, io))
}
