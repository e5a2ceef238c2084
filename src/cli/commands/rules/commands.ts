import { Argument, type Command } from 'commander'
import type { Io } from '../../io.ts'
import { examples, whole, withLogOptions } from '../../options.ts'
import { check } from './check.ts'
import { pack, packs, schema, schemas, testRules } from './tests.ts'

const RULES = 'a rule file (YAML or JSON)'

/** `parfocal rules ...`: policy as rules that people can read, checked on a log. */
export function addRules(program: Command, io: Io): void {
  const rules = program
    .command('rules')
    .description('compliance: check a log against rules that people can read')
    .addHelpText(
      'after',
      `${examples('parfocal rules pack four-eyes > rules.yaml', 'parfocal rules test rules.yaml', 'parfocal rules check orders.xes rules.yaml')}\nExit codes of check and test: 0 every rule is kept, 5 rules are broken (tests fail), 2 a rule has no answer.`,
    )
  withLogOptions(rules.command('check').argument('<log>', 'a log file of any format').argument('<rules>', RULES))
    .description('which cases break which rules, when, how, and where that concentrates')
    .option('--allow <file>', 'accepted violations, each with reason, author and expiry (YAML or JSON)')
    .option(
      '--roles <file>',
      'who has which roles, limits and substitutes, with dates (YAML, JSON, or CSV by its name); may be given several times',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option('--at <time>', 'judge running cases as of then, such as 2026-12-31 (default: the latest time of the log)')
    .option('--due-within <days>', 'count deadlines of running cases in so many days', whole(0, 36_500), 7)
    .option('-n, --limit <number>', 'list at most so many violations a rule (text: 5, JSON and report: 1000)', whole(0))
    .option('--report <file>', 'also write the evidence as one HTML file, to keep or print')
    .option('--force', 'replace what is there')
    .addHelpText(
      'after',
      examples(
        'parfocal rules check orders.xes rules.yaml',
        'parfocal rules check orders.csv rules.yaml --roles roles.yaml --allow accepted.yaml --json',
        'parfocal rules check orders.csv rules.yaml --report evidence.html',
      ),
    )
    .action((log, file, options) => check(log, file, options, io))
  rules
    .command('test')
    .argument('<rules>', RULES)
    .description('run the example traces that a rule file holds')
    .option('--json', 'machine-readable output')
    .option('-q, --quiet', 'no notes on standard error')
    .addHelpText('after', examples('parfocal rules test rules.yaml'))
    .action((file, options) => testRules(file, options, io))
  rules
    .command('pack')
    .argument('[name]', `one of ${packs.join(', ')}; none lists them`)
    .description('print a rule file to begin with')
    .option('-q, --quiet', 'no notes on standard error')
    .addHelpText('after', examples('parfocal rules pack four-eyes > rules.yaml'))
    .action(name => pack(name, io))
  rules
    .command('schema')
    .addArgument(new Argument('[kind]', 'of which file').choices(Object.keys(schemas)).default('rules'))
    .description('print the JSON Schema of a file, for editors that complete and check')
    .option('-q, --quiet', 'no notes on standard error')
    .addHelpText('after', examples('parfocal rules schema > rules.schema.json'))
    .action(kind => schema(kind, io))
}
