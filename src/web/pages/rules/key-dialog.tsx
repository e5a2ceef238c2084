import { Button, FileInput, Modal } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { sentenceOf } from '../../state/notices.ts'
import page from '../page.module.css'
import css from './rules.module.css'

/** A form that needs the key of a holder; what the server says against it is shown. */
export function KeyDialog(props: {
  readonly title: string
  readonly does: string
  readonly ready: boolean
  readonly close: () => void
  readonly act: (key: string) => Promise<void>
  readonly children: ReactNode
}) {
  const [file, setFile] = useState<File | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!file) return
    setBusy(true)
    setTrouble(null)
    try {
      await props.act(await file.text())
      props.close()
    } catch (error) {
      setTrouble(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={props.close} title={props.title} centered size="lg" closeOnClickOutside={false}>
      <form
        onSubmit={event => void submit(event)}
        onKeyDown={event => event.key !== 'Escape' && event.stopPropagation()}
      >
        <div className={css.form}>
          {props.children}
          <FileInput
            label="Your key"
            description="The file that `parfocal reveal key` made. It is read here and sent nowhere."
            placeholder="Choose the file…"
            value={file}
            onChange={setFile}
          />
          {trouble !== null && (
            <div role="alert" className={css.bad}>
              {trouble}
            </div>
          )}
        </div>
        <div className={page.buttons} style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={props.close}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!props.ready || file === null}>
            {props.does}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
