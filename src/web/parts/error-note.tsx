import { Button } from '@mantine/core'
import { EngineError } from '../engine/protocol.ts'
import { usePlace } from '../state/place.ts'
import css from './parts.module.css'
import { PeopleSwitch } from './people-switch.tsx'

/** What happened, where, and what to do: the message of the error says it. What the person gate refuses, the owner of a file may lift. */
export function ErrorNote(props: { readonly error: Error; readonly retry?: () => void; readonly title?: string }) {
  // Not the description of the log: asking for it again, where it is that which failed, would never end.
  const { log } = usePlace()
  const refused = props.error instanceof EngineError && props.error.code === 'refused'
  return (
    <div className={css.error} role="alert">
      <strong>{props.title ?? 'This could not be answered.'}</strong>
      <div className={css.errorText}>{props.error.message}</div>
      {refused && log !== null && <PeopleSwitch log={log} />}
      {props.retry && (
        <Button variant="default" onClick={props.retry}>
          Try again
        </Button>
      )}
    </div>
  )
}
