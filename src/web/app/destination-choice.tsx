import { SegmentedControl } from '@mantine/core'
import { useDestination, useServer, useServerReadOnly } from '../engine/use-server.ts'
import { type Destination, destination } from '../state/destination.ts'

/** Where opened files go; without a server of ours there is nothing to choose. */
export function DestinationChoice() {
  const to = useDestination()
  const served = useServer() !== null
  const readOnly = useServerReadOnly()
  return (
    <>
      {served && (
        <SegmentedControl
          mt={8}
          aria-label="Where opened files go"
          value={to}
          data={[
            { value: 'here', label: 'Only in this browser' },
            { value: 'server', label: 'Keep on the server', disabled: readOnly !== null },
          ]}
          onChange={value => destination.set(value as Destination)}
        />
      )}
      <span className="muted small">
        {readOnly !== null && `${readOnly} `}
        {to === 'here'
          ? 'The file is read in this browser and does not leave this machine.'
          : 'The file is sent to the server, for all who use it. Recordings are masked as they are read there, and their files are not kept.'}
      </span>
    </>
  )
}
