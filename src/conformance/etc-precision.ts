import { notApplicable, ok, type Result } from '../base/result.ts'
import { noPace } from '../log/count/pace.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { PetriNet } from '../model/petri-net.ts'
import type { LogAlignment } from './alignments/align.ts'
import { escapingPrecision } from './escaping-edges.ts'
import { LastMarkings } from './last-markings.ts'
import { indexNet, labelsOfActivities } from './net-index.ts'
import { VisibleLanguage } from './visible-language.ts'
import { ClosureLimit } from './visible-steps.ts'

/**
 * Escaping-edges precision, 0..1: J. Munoz-Gama, J. Carmona, A fresh look at precision in process conformance, 2010, as pm4py 2.7
 * counts it: a prefix of the log weighs as many cases as go on after it, prefixes that no run begins with are left out, events
 * that no transition carries are passed over. Of what may come next some is not seen: see `LastMarkings`.
 */
export function etcPrecision(log: VariantLog, net: PetriNet, pace = noPace): Promise<Result<number>> {
  const language = new VisibleLanguage(indexNet(net))
  const next = new LastMarkings(language)
  return guarded(() => escapingPrecision(language, sequencesOf(log, language), pace, state => next.labels(state)))
}

/** The same with all that may come next: over every marking that silent transitions lead to. */
export function etcPrecisionEveryMarking(log: VariantLog, net: PetriNet, pace = noPace): Promise<Result<number>> {
  const language = new VisibleLanguage(indexNet(net))
  return guarded(() => escapingPrecision(language, sequencesOf(log, language), pace))
}

function sequencesOf(log: VariantLog, language: VisibleLanguage) {
  const codes = labelsOfActivities(language.index, log.activities)
  // events without a transition stay apart: each makes another prefix
  const symbols = log.symbols.map(symbol => (codes[symbol]! >= 0 ? codes[symbol]! : -1 - symbol))
  return Array.from(log.cases, (cases, v) => ({
    cases,
    labels: symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!),
  }))
}

/**
 * The same over the runs that alignments put in place of the traces, so that deviating cases count as well:
 * A. Adriansyah et al., Measuring precision of modeled behavior, 2015, with one alignment a trace. Equal to
 * `etcPrecisionEveryMarking` where every case fits.
 */
export function alignEtcPrecision(
  log: VariantLog,
  net: PetriNet,
  { variants }: LogAlignment,
  pace = noPace,
): Promise<Result<number>> {
  const language = new VisibleLanguage(indexNet(net))
  const sequences = variants.map(({ moves }, v) => ({
    cases: log.cases[v]!,
    labels: moves.flatMap(move =>
      move.kind === 'synchronous' || move.kind === 'model' ? [language.index.labelOf[move.transition]!] : [],
    ),
  }))
  return guarded(() => escapingPrecision(language, sequences, pace))
}

async function guarded(compute: () => Promise<number>): Promise<Result<number>> {
  try {
    return ok(await compute())
  } catch (error) {
    if (!(error instanceof ClosureLimit)) throw error
    return notApplicable(
      'from one marking of the net silent transitions lead to too many others; does it fill a place?',
    )
  }
}
