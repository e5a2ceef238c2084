// Two plugins of stryker: what is in the sample, and a line for each mutant as soon as it is known, so that a run that was stopped goes on.
import { appendFileSync } from 'node:fs'
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { answersIn, inProject, isFound, keyOf, sampled, textHash } from './sample.mjs'

const { share, lines, again } = JSON.parse(process.env.PARFOCAL_MUTATION)
const LEFT_OUT = 'left out'

/** Stryker knows one reason to leave a mutant out that has been made: it does not compile. The reporter drops those answers. */
const checker = {
  async init() {
    const known = answersIn(lines).filter(answer => !again || isFound(answer))
    this.done = new Set(known.map(({ key }) => key))
  },
  async check(mutants) {
    const wanted = key => sampled(key, share) && !this.done.has(key)
    return Object.fromEntries(
      mutants.map(mutant => [
        mutant.id,
        wanted(keyOf(mutant, 0)) ? { status: 'passed' } : { status: 'compileError', reason: LEFT_OUT },
      ]),
    )
  },
  async group(mutants) {
    return mutants.length > 0 ? [mutants.map(({ id }) => id)] : []
  },
}

const reporter = {
  onMutantTested(mutant) {
    const { status, mutatorName, replacement, location, killedBy, fileName, statusReason } = mutant
    if (status === 'Ignored' || statusReason === LEFT_OUT) return
    const file = inProject(fileName)
    const answer = { key: keyOf(mutant, 1), file, text: textHash(file), status, mutatorName, replacement, location }
    appendFileSync(lines, `${JSON.stringify({ ...answer, killedBy, statusReason })}\n`)
  },
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Checker, 'sample', checker),
  declareValuePlugin(PluginKind.Reporter, 'lines', reporter),
]
