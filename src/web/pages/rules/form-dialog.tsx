import { Button, Modal } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import page from '../page.module.css'
import css from './rules.module.css'

/** A form over the page; `submit` says whether it is done. Keys do not reach the page. */
export function FormDialog(props: {
  readonly title: string
  readonly does: string
  readonly ready: boolean
  readonly close: () => void
  readonly submit: () => boolean
  readonly children: ReactNode
}) {
  const [failed, setFailed] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (props.submit()) props.close()
    else setFailed(true)
  }
  return (
    <Modal opened onClose={props.close} title={props.title} centered size="lg" closeOnClickOutside={false}>
      <form onSubmit={submit} onKeyDown={event => event.key !== 'Escape' && event.stopPropagation()}>
        <div className={css.form}>
          {props.children}
          {failed && (
            <div role="alert" className={css.bad}>
              The document cannot be read as it stands: mend its YAML first.
            </div>
          )}
        </div>
        <div className={page.buttons} style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={props.close}>
            Cancel
          </Button>
          <Button type="submit" disabled={!props.ready}>
            {props.does}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
