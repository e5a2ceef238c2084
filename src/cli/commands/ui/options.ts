import type { Command } from 'commander'

/** What every `ui` command understands. */
export interface UiOptions {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly key?: string
  readonly projectKey?: string
  readonly identifiers?: string
  readonly maskRules?: string
  readonly keepValues?: boolean
  readonly ignoreTime?: boolean
  readonly format?: string
  readonly mapping?: string
  readonly showPeople?: boolean
  /** Of commands that mine. */
  readonly edits?: string
}

/** What those understand that can ask a server instead. */
export interface AskUiOptions extends UiOptions {
  readonly server?: string
  readonly token?: string
}

export const withUiOptions = (command: Command): Command =>
  command
    .option('--ignore-time', 'the rows stay as read, and times play no part in any result')
    .option('--keep-values', 'keep values in clear: only for recordings of your own, and for measuring')
    .option('--key <file>', 'your own key (any bytes) for hashes and pseudonyms; without it a new one, used once')
    .option(
      '--identifiers <file>',
      'forms of business identifiers (JSON) that are to match across people and event logs',
    )
    .option('--project-key <file>', 'the key of the project (16 bytes or more), under which these are hashed')
    .option(
      '--mask-rules <file>',
      'your own rules of masking (YAML or JSON): replace, keep-only-match, blocklist, keep',
    )
    .option('--format <format>', 'the format, where the content does not tell')
    .option('--mapping <file>', 'how to read the columns of a table (JSON)')
    .option('--show-people', 'also numbers about fewer than five people: the file is yours')
    .option('-q, --quiet', 'no progress and no notes on standard error')
    .option('--json', 'machine-readable output')

/** What commands understand that tell of routines, or of what is made of them. */
export const withEdits = (command: Command): Command =>
  command.option('--edits <file>', 'edits of tasks, names and routines (JSON), as the web app and a server save them')
