import { timedCases } from '../../../analyses/models/timed-cases.ts'
import { logFootprints, logSkeleton, temporalProfile } from '../../../discovery/index.ts'
import { type Statements, statementsJson } from '../../../formats/models/statements-json.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import { printFootprints } from '../../../model/footprints.ts'
import { printSkeleton } from '../../../model/log-skeleton.ts'
import { printTemporalProfile } from '../../../model/temporal-profile.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustNameRoutine } from '../../routine-log.ts'
import { openWorkspace, type Workspace } from '../../workspace.ts'
import { answerFile, tellAnswer } from './answer-file.ts'

export interface StatementsOptions extends LogOptions {
  readonly noise?: number
  readonly out?: string
  readonly force?: boolean
}
export type StatementsName = 'skeleton' | 'temporal-profile' | 'footprints'

/** What must hold in a log, as a line, as JSON or in a file that `conformance` reads. */
export async function discoverStatements(
  name: StatementsName,
  file: string,
  options: StatementsOptions,
  io: Io,
): Promise<void> {
  await answerFile(options)
  mustNameRoutine(file, options)
  const found = await statementsOf(name, await openWorkspace(file, options, io), options.noise ?? 0, io)
  await tellAnswer(statementsJson(found), () => `${printed(found)}\n`, options, io)
}

async function statementsOf(
  name: StatementsName,
  { engine, ask }: Workspace,
  noise: number,
  io: Io,
): Promise<Statements> {
  if (name === 'temporal-profile') {
    const cases = await timedCases(engine, ask, io.cancel)
    return { kind: 'temporal-profile', profile: io.busy(() => temporalProfile([cases])) }
  }
  const { variants } = await engine.variants(ask, io.cancel)
  const log = variantLogOf(variants)
  if (name === 'footprints') return { kind: 'footprints', footprints: io.busy(() => logFootprints(log)) }
  return { kind: 'log-skeleton', skeleton: io.busy(() => logSkeleton(log, noise)) }
}

function printed(found: Statements): string {
  switch (found.kind) {
    case 'log-skeleton':
      return printSkeleton(found.skeleton)
    case 'temporal-profile':
      return printTemporalProfile(found.profile)
    case 'footprints':
      return printFootprints(found.footprints)
  }
}
