import { timedCases } from '../../../analyses/models/other-conformance.ts'
import { logSkeleton, temporalProfile } from '../../../discovery/index.ts'
import { type Statements, writeStatements } from '../../../formats/models/statements-json.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import { printSkeleton } from '../../../model/log-skeleton.ts'
import { printTemporalProfile } from '../../../model/temporal-profile.ts'
import { mustHaveFolder } from '../../folder.ts'
import { type Io, writeWhole } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustBeNew } from '../../output.ts'
import { openWorkspace } from '../../workspace.ts'

export interface StatementsOptions extends LogOptions {
  readonly noise?: number
  readonly out?: string
  readonly force?: boolean
}

/** The skeleton or the temporal profile of a log, as a line, as JSON or in a file that `conformance` reads. */
export async function discoverStatements(
  name: 'skeleton' | 'temporal-profile',
  file: string,
  options: StatementsOptions,
  io: Io,
): Promise<void> {
  const { out, force, json, noise = 0 } = options
  if (out !== undefined) {
    await mustHaveFolder(out)
    await mustBeNew(out, force)
  }
  const { engine, ask } = await openWorkspace(file, options, io)
  let found: Statements
  if (name === 'skeleton') {
    const { variants } = await engine.variants(ask, io.cancel)
    found = { kind: 'log-skeleton', skeleton: io.busy(() => logSkeleton(variantLogOf(variants), noise)) }
  } else {
    const cases = await timedCases(engine, ask, io.cancel)
    found = { kind: 'temporal-profile', profile: io.busy(() => temporalProfile([cases])) }
  }
  const text = writeStatements(found)
  if (out !== undefined) {
    await writeWhole(out, [new TextEncoder().encode(text)], io.cancel)
    io.note(`Wrote ${out}.`)
  } else if (!json)
    await io.write(
      `${found.kind === 'log-skeleton' ? printSkeleton(found.skeleton) : printTemporalProfile(found.profile)}\n`,
    )
  if (json) await io.write(text)
}
