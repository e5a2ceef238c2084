import { encodeUtf8 } from '../../../base/utf8.ts'
import { mustHaveFolder } from '../../folder.ts'
import { type Io, writeWhole } from '../../io.ts'
import { mustBeNew } from '../../output.ts'
import { type RecordingOptions, recordingCsv } from '../../sample/recording-csv.ts'

export interface SampleRecordingOptions extends RecordingOptions {
  readonly out?: string
  readonly force?: boolean
}

/** Write a recording to try the other commands on. */
export async function sampleRecording(options: SampleRecordingOptions, io: Io): Promise<void> {
  const { out, force } = options
  function* chunks() {
    for (const text of recordingCsv(options)) yield encodeUtf8(text)
  }
  if (out === undefined || out === '-') {
    for (const text of recordingCsv(options)) {
      io.cancel.throwIfCancelled()
      await io.write(text)
    }
    return
  }
  await mustHaveFolder(out)
  await mustBeNew(out, force)
  await writeWhole(out, chunks(), io.cancel)
}
