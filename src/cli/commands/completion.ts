import { Argument, type Command } from 'commander'
import { analyses } from '../../analyses/index.ts'
import type { Io } from '../io.ts'
import { examples } from '../options.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

/** `parfocal completion` */
export function addCompletion(program: Command, io: Io): void {
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

interface Entry {
  readonly name: string
  readonly description: string
  readonly flags: readonly { readonly flag: string; readonly description: string }[]
  /** Words that may follow the command. */
  readonly words: readonly string[]
}

function entriesOf(program: Command, words: Record<string, readonly string[]>): Entry[] {
  return program.commands
    .filter(command => !(command as Command & { _hidden?: boolean })._hidden)
    .map(command => ({
      name: command.name(),
      description: command.description().split('\n')[0]!,
      flags: command.options.flatMap(option =>
        option.long ? [{ flag: option.long, description: option.description.split('\n')[0]! }] : [],
      ),
      words: words[command.name()] ?? [],
    }))
}

/** The script that teaches a shell the commands, their options and the analyses. */
function completionScript(program: Command, shell: Shell, words: Record<string, readonly string[]>): string {
  const entries = entriesOf(program, words)
  return shell === 'bash' ? bash(entries) : shell === 'zsh' ? zsh(entries) : fish(entries)
}

const quote = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`

function bash(entries: readonly Entry[]): string {
  const cases = entries.map(
    entry => `    ${entry.name}) words="${[...entry.words, ...entry.flags.map(f => f.flag), '--help'].join(' ')}" ;;`,
  )
  return `# parfocal: put this into ~/.bashrc:  source <(parfocal completion bash)
_parfocal() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${entries.map(entry => entry.name).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _parfocal parfocal
`
}

function zsh(entries: readonly Entry[]): string {
  const safe = (text: string) => text.replace(/[[\]:]/g, letter => `\\${letter}`)
  const commands = entries.map(entry => `    ${quote(`${entry.name}:${safe(entry.description)}`)}`)
  const cases = entries.map(entry => {
    const flags = entry.flags.map(({ flag, description }) => quote(`${flag}[${safe(description)}]`))
    const words = entry.words.length > 0 ? [quote(`1: :(${entry.words.join(' ')})`)] : []
    return `    ${entry.name}) _arguments ${[...flags, ...words, quote('*:file:_files')].join(' ')} ;;`
  })
  return `#compdef parfocal
# parfocal: put this into ~/.zshrc:  source <(parfocal completion zsh)
_parfocal() {
  local -a commands
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _parfocal parfocal
`
}

function fish(entries: readonly Entry[]): string {
  const lines = entries.flatMap(entry => {
    const on = `-n ${quote(`__fish_seen_subcommand_from ${entry.name}`)}`
    return [
      `complete -c parfocal -n __fish_use_subcommand -a ${entry.name} -d ${quote(entry.description)}`,
      ...entry.words.map(word => `complete -c parfocal ${on} -a ${word}`),
      ...entry.flags.map(
        ({ flag, description }) => `complete -c parfocal ${on} -l ${flag.slice(2)} -d ${quote(description)}`,
      ),
    ]
  })
  return `# parfocal: parfocal completion fish > ~/.config/fish/completions/parfocal.fish\n${lines.join('\n')}\n`
}
