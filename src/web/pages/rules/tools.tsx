import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { chooseFile } from '../../app/open-file.ts'
import { download } from '../../format/download.ts'
import { plural } from '../../format/numbers.ts'
import { Icon } from '../../parts/icon.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import type { RuleDocument } from '../../state/rule-document.ts'
import css from './rules.module.css'

/** As of when running cases are judged: what is typed counts when one leaves the field. */
export function AsOf({ at, set }: { readonly at: string; readonly set: (at: string) => void }) {
  return (
    <TextInput
      type="date"
      aria-label="Judge running cases as of"
      title="Judge running cases as of that day; empty: the latest time of the log"
      leftSection={<span className="small muted">as of</span>}
      leftSectionWidth={46}
      w={154}
      defaultValue={at.slice(0, 10)}
      onBlur={event => event.currentTarget.value !== at.slice(0, 10) && set(event.currentTarget.value)}
      onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

/** Where the document is kept, and a way to save it there. */
export function Keeping({ kept }: { readonly kept: RuleDocument }) {
  const [busy, setBusy] = useState(false)
  if (kept.state === 'here') return <span className="muted small">Kept in this browser</span>
  if (kept.state === 'saved') return <span className="muted small">Saved on the server</span>
  if (kept.state === 'conflict') return null
  return (
    <Button
      loading={busy}
      disabled={kept.readOnly !== null}
      onClick={async () => {
        setBusy(true)
        await saving(kept)
        setBusy(false)
      }}
      title={kept.readOnly ?? 'For all who use this log; until then your changes stay in this browser'}
    >
      Save
    </Button>
  )
}

async function saving(kept: RuleDocument, over = false): Promise<void> {
  try {
    await kept.save(over)
    notify(
      kept.text === null
        ? 'The rules are removed from the server.'
        : 'The rules are saved on the server, for all who use this log.',
    )
  } catch (error) {
    notify(sentenceOf(error), 'error')
  }
}

/** Another document took the place of the one before, or it was emptied: nothing written is lost. */
export function Replaced({
  kept,
  name,
  took,
}: {
  readonly kept: RuleDocument
  readonly name: string
  readonly took: () => void
}) {
  const { before } = kept
  if (before === null || (kept.text === null && kept.isBeforeOnServer)) return null
  const lines = before.trimEnd().split('\n').length
  return (
    <div className={css.note} role="note">
      <span>
        The document before, of {plural(lines, 'line')},{' '}
        {kept.text === null ? 'was taken away' : 'made room for this one'}.
      </span>
      <Button
        variant="default"
        onClick={() => {
          kept.takeBack()
          took()
        }}
      >
        Take it back
      </Button>
      <Button variant="default" onClick={() => download(`${name} rules, before.yaml`, before, 'application/yaml')}>
        Save it as a file
      </Button>
      <Button variant="subtle" onClick={kept.letGo}>
        Let it go
      </Button>
    </div>
  )
}

/** Where the browser keeps nothing, what is written goes with the page: the person is told, and asked before they leave. */
export function NotKept({ kept }: { readonly kept: RuleDocument }) {
  const { isKept } = kept
  useEffect(() => {
    if (isKept) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isKept])
  if (isKept) return null
  return (
    <div className={css.conflict} role="alert">
      This browser does not keep what you write: its memory is full or forbidden. Save the document as a file before you
      leave the page.
    </div>
  )
}

/** Begun anew while the server still keeps rules. */
export function Removed({ kept }: { readonly kept: RuleDocument }) {
  if (kept.state === 'here' || kept.state === 'saved') return null
  return (
    <div className={css.conflict} role="note">
      <span>The server still keeps the rules before.</span>
      <Button variant="default" onClick={() => kept.set(null)}>
        Take them back
      </Button>
      <Button
        variant="default"
        disabled={kept.readOnly !== null}
        title={kept.readOnly ?? undefined}
        onClick={() => void saving(kept, true)}
      >
        Remove them there too
      </Button>
    </div>
  )
}

export function Conflict({ kept }: { readonly kept: RuleDocument }) {
  if (kept.state !== 'conflict') return null
  return (
    <div className={css.conflict} role="alert">
      <span>
        Somebody else saved the rules of this log since you began to change them. What you see is yours and not saved.
      </span>
      <Button variant="default" onClick={() => kept.set(null)}>
        Take theirs
      </Button>
      <Button
        variant="default"
        disabled={kept.readOnly !== null}
        title={kept.readOnly ?? undefined}
        onClick={() => void saving(kept, true)}
      >
        Save mine in place of theirs
      </Button>
    </div>
  )
}

export function Tools(props: {
  readonly report: (() => Promise<void>) | null
  readonly save: () => void
  readonly take: (file: File) => void
  readonly forget: () => void
}) {
  const { report } = props
  return (
    <Menu position="bottom-end" trapFocus={false}>
      <Menu.Target>
        <ActionIcon aria-label="Report and document" variant="default" size={30}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={report === null}
          leftSection={<Icon name="download" size={16} />}
          onClick={() => report?.().catch(error => notify(sentenceOf(error), 'error'))}
        >
          Evidence report (HTML, to keep or print)
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="save" size={16} />} onClick={props.save}>
          The document as a file (YAML)
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="import" size={16} />}
          onClick={async () => {
            const file = await chooseFile()
            if (file) props.take(file)
          }}
        >
          Another rule file…
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={props.forget}>
          Begin anew
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
