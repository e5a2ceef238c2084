import { Button, Group, Menu, Modal, TextInput, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { type KeptBaseline, MINED, SHARED } from '../../engine/baselines.ts'
import { Icon } from '../../parts/icon.tsx'
import page from '../page.module.css'
import { MinedBy } from './mined-by.tsx'
import type { ConformanceState, SetState } from './state.ts'

/** Which model the cases are held against, and everything that is done with it. */
export function BaselineBar(props: {
  readonly state: ConformanceState
  readonly set: SetState
  readonly kept: readonly KeptBaseline[]
  readonly current: KeptBaseline | null
  /** Why it cannot be edited block by block; null where it can. */
  readonly uneditable: string | null
  readonly open: () => void
  readonly draw: () => void
  readonly edit: () => void
  readonly rename: (name: string) => void
  readonly forget: () => void
  /** Keeps it on the server; null: it is there, or there is none. */
  readonly share: (() => void) | null
  readonly exports: readonly { readonly title: string; readonly run: () => void }[]
  /** Why this person may change nothing on the server; null where they may. */
  readonly readOnly: string | null
}) {
  const { state, set, current } = props
  const [naming, setNaming] = useState<string | null>(null)
  const [forgetting, setForgetting] = useState(false)
  const shared = props.kept.find(({ id }) => id === SHARED)
  const locked = current?.id === SHARED ? props.readOnly : null
  const uneditable = locked ?? props.uneditable
  const others = props.kept.filter(({ id }) => id !== MINED)
  const go = (baseline: string | undefined) =>
    set({ baseline, deviation: undefined, part: undefined, z: undefined, view: undefined, step: undefined })
  return (
    <div className={page.bar}>
      <h1>Held against</h1>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="xs" rightSection={<Icon name="chevron" size={16} />} data-testid="baseline">
            <span dir="auto">{current ? current.document.name : 'Mined'}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item aria-current={current === null} fw={current === null ? 600 : 400} onClick={() => go(undefined)}>
            Mined from these cases
          </Menu.Item>
          {others.map(({ id, document }) => (
            <Menu.Item
              key={id}
              aria-current={id === current?.id}
              fw={id === current?.id ? 600 : 400}
              onClick={() => go(id)}
            >
              <span dir="auto">{document.name}</span>
              {id === SHARED && <span className="muted small"> on the server</span>}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="file" size={16} />} onClick={props.open}>
            Open a model or baseline file…
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="plus" size={16} />} onClick={props.draw}>
            Draw a new model
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {current === null && <MinedBy state={state} set={set} />}
      <Tooltip
        multiline
        w={320}
        label={
          uneditable ?? (current ? 'Change the model block by block' : 'Keep this model, and change it block by block')
        }
      >
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="edit" size={16} />}
          aria-disabled={uneditable !== null}
          {...(uneditable === null ? {} : { 'data-disabled': true })}
          onClick={() => uneditable === null && props.edit()}
        >
          {current ? 'Edit the model' : 'Edit to target model'}
        </Button>
      </Tooltip>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<Icon name="chevron" size={16} />}>
            Save
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {props.exports.map(({ title, run }) => (
            <Menu.Item key={title} onClick={run}>
              {title}
            </Menu.Item>
          ))}
          {props.share && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={props.share} disabled={props.readOnly !== null} title={props.readOnly ?? undefined}>
                On the server, for all who use this log
                {shared && (
                  <>
                    , in place of “<span dir="auto">{shared.document.name}</span>”
                  </>
                )}
              </Menu.Item>
            </>
          )}
          {current && (
            <>
              <Menu.Divider />
              <Menu.Item
                disabled={locked !== null}
                title={locked ?? undefined}
                onClick={() => setNaming(current.document.name)}
              >
                Rename this baseline…
              </Menu.Item>
              <Menu.Item
                color="red"
                disabled={locked !== null}
                title={locked ?? undefined}
                onClick={() => setForgetting(true)}
              >
                Forget this baseline…
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={forgetting && current !== null} onClose={() => setForgetting(false)} title="Forget this baseline?">
        <p style={{ marginTop: 0 }}>
          “<span dir="auto">{current?.document.name}</span>” goes with its labels and what is allowed
          {current?.id === SHARED && ', from the server, for all who use this log'}. This cannot be undone; Save gives
          it as a file before.
        </p>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={() => setForgetting(false)}>
            Keep it
          </Button>
          <Button
            color="red"
            onClick={() => {
              setForgetting(false)
              props.forget()
              go(undefined)
            }}
          >
            Forget it
          </Button>
        </Group>
      </Modal>
      <Modal opened={naming !== null} onClose={() => setNaming(null)} title="Rename this baseline">
        <form
          onSubmit={event => {
            event.preventDefault()
            if (naming?.trim()) props.rename(naming.trim())
            setNaming(null)
          }}
        >
          <TextInput
            label="Name"
            maxLength={200}
            data-autofocus
            value={naming ?? ''}
            onChange={({ currentTarget }) => setNaming(currentTarget.value)}
          />
          <Button type="submit" mt={12} disabled={!naming?.trim()}>
            Rename
          </Button>
        </form>
      </Modal>
    </div>
  )
}
