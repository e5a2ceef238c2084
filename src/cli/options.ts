import { type Command, InvalidArgumentError } from 'commander'

/** What the argument that names a log may be. */
export const LOG_FILE = 'a log file of any format, - for standard input, or a folder that `parfocal import` made'
export const LOG_OR_NAME = `${LOG_FILE}; with --server the name or id of a log there (none: lists them)`

/** What every command that reads a log understands. */
export interface LogOptions {
  readonly where?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly classifier?: string
  readonly level?: 'event' | 'instance'
  readonly mapping?: string
  readonly key?: string
  readonly calendar?: string
  readonly caseNotion?: string
  readonly objectType?: string
  readonly showPeople?: boolean
  /** The file is a recording, and the log the runs of this routine (id, name or `all`), under these edits. */
  readonly routine?: string
  readonly edits?: string
  /** Address of a server, of which the log is one, and what to show it. */
  readonly server?: string
  readonly token?: string
}

export const share = (text: string): number => {
  const value = Number(text.replace(/%$/, ''))
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('It must be a percentage from 0 to 100.')
  return value / 100
}

export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(
        `It must be a whole number${most < 2 ** 53 - 1 ? ` from ${least} to ${most}` : ` of at least ${least}`}.`,
      )
    return value
  }

const level = (text: string): string => {
  if (text !== 'event' && text !== 'instance') throw new InvalidArgumentError('It must be event or instance.')
  return text
}

/** The options that all commands share: how to read a log, which part of it counts, how to look at it. */
export function withLogOptions(command: Command): Command {
  return command
    .option('-w, --where <filter>', 'only what this filter keeps: a JSON file, or JSON itself ([{"kind": ...}])')
    .option(
      '--classifier <keys>',
      'attributes that make the class of an event, such as activity,lifecycle; or a classifier of the log by name',
    )
    .option('--level <level>', 'event: as read; instance: start and complete paired', level)
    .option(
      '--mapping <file>',
      'how to read the columns of a table (JSON, as `parfocal import --mapping-out` writes it)',
    )
    .option('--key <file>', 'your own key (any bytes) for the pseudonyms of people that a mapping asks for')
    .option('--calendar <file>', 'working time for all durations: a JSON file with timeZone, week, holidays')
    .option('--case-notion <key>', 'attribute that tells cases apart, instead of the case id of the log')
    .option('--object-type <type>', 'object type whose objects are the cases of an object-centric log')
    .option('--show-people', 'also answers about fewer than five people: the file is yours')
    .option('-q, --quiet', 'no progress and no notes on standard error')
    .option('--json', 'machine-readable output')
}

/** The options of commands that also take recordings. */
export function withRoutineOptions(command: Command): Command {
  return command
    .option('--routine <id>', 'the file is a recording: the log are the runs of this routine (id or name), or of all')
    .option('--edits <file>', 'with --routine: edits of tasks, names and routines (JSON)')
}

/** The options of commands that also ask a server. */
export function withServerOptions(command: Command): Command {
  return command
    .option('--server <url>', 'ask a Parfocal server: the log is one of its own, by name or id')
    .option('--token <text>', 'what that server wants to be shown (or PARFOCAL_TOKEN in the environment)')
}

/** Help that ends with examples. */
export const examples = (...lines: string[]): string => `\nExamples:\n${lines.map(line => `  $ ${line}`).join('\n')}\n`
