import { Button } from '@mantine/core'
import css from './parts.module.css'

/** What happened, where, and what to do: the message of the error says it. */
export function ErrorNote(props: { readonly error: Error; readonly retry?: () => void; readonly title?: string }) {
  return (
    <div className={css.error} role="alert">
      <strong>{props.title ?? 'This could not be answered.'}</strong>
      <div className={css.errorText}>{props.error.message}</div>
      {props.retry && (
        <Button variant="default" onClick={props.retry}>
          Try again
        </Button>
      )}
    </div>
  )
}
