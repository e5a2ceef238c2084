import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { View } from '../../log/engine.ts'
import type { Filter } from '../../log/filter.ts'
import { chooseFile } from '../app/open-file.ts'
import { isHere } from '../engine/log-ids.ts'
import { request } from '../engine/remote.ts'
import { useReadOnly } from '../engine/use-server.ts'
import { download } from '../format/download.ts'
import { plural } from '../format/numbers.ts'
import { Icon } from '../parts/icon.tsx'
import { notify, sentenceOf } from '../state/notices.ts'
import { useDescription, useGo, usePlace, useView } from '../state/place.ts'
import { readFilter, readView } from '../state/read-filter.ts'
import { remembered, useStore } from '../state/store.ts'

/** A filter and a view under a name, kept on the server where the log lives there, else in this browser; as a file it goes anywhere. */
interface SavedView {
  readonly name: string
  /** Name of the log it was made on: a hint, since it may fit others too. */
  readonly log: string
  readonly filter: Filter
  readonly view: Partial<View>
}

const readViews = (value: unknown): readonly SavedView[] | undefined =>
  Array.isArray(value)
    ? value.flatMap(one => {
        const { name, log, filter, view } = (one ?? {}) as Record<string, unknown>
        if (typeof name !== 'string') return []
        return [
          { name, log: typeof log === 'string' ? log : '', filter: readFilter(filter).filter, view: readView(view) },
        ]
      })
    : undefined
const saved = remembered<readonly SavedView[]>('views', [], readViews)

interface ServerView extends SavedView {
  readonly id: string
}

/** The views of a log that lives on the server; those of all others stay in this browser: null. */
function useServerViews() {
  const { log } = usePlace()
  const description = useDescription()
  const inForce = useView()
  const queries = useQueryClient()
  const onServer = log !== null && !isHere(log)
  const { data } = useQuery({
    queryKey: ['server-views', log],
    queryFn: () =>
      request<readonly { id: string; name: string; filter: unknown; view: unknown }[]>(
        `api/views?log=${encodeURIComponent(log!)}`,
      ),
    enabled: onServer,
    staleTime: 0,
  })
  if (!onServer) return null
  const views = (data ?? []).map(
    ({ id, name, filter, view }): ServerView => ({
      id,
      name,
      log: description?.name ?? '',
      filter: readFilter(filter).filter,
      view: readView(view),
    }),
  )
  const run = async (work: () => Promise<string>) => {
    try {
      const said = await work()
      await queries.invalidateQueries({ queryKey: ['server-views', log] })
      notify(said)
    } catch (error) {
      notify(sentenceOf(error), 'error')
    }
  }
  return {
    views: views as readonly SavedView[],
    save: (name: string, filter: Filter, view: Partial<View>) =>
      run(async () => {
        const known = views.find(one => one.name === name)
        const whole = { ...inForce, ...view }
        await (known
          ? request(`api/views/${known.id}`, { method: 'PATCH', body: JSON.stringify({ filter, view: whole }) })
          : request('api/views', { method: 'POST', body: JSON.stringify({ log, name, filter, view: whole }) }))
        return `The view “${name}” is saved on the server.`
      }),
    remove: (one: SavedView) =>
      run(async () => {
        await request(`api/views/${(one as ServerView).id}`, { method: 'DELETE', headers: { 'x-parfocal': '1' } })
        return `The view “${one.name}” is deleted.`
      }),
  }
}

export function ViewsMenu() {
  const { log, filter, view } = usePlace()
  const readOnly = useReadOnly(log)
  const description = useDescription()
  const go = useGo()
  const here = useStore(saved)
  const shared = useServerViews()
  const all = shared ? shared.views : here
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const save = () => {
    const title = name.trim()
    if (!title) return
    setName('')
    if (shared) return void shared.save(title, filter, view)
    saved.set([...all.filter(one => one.name !== title), { name: title, log: description?.name ?? '', filter, view }])
    notify(`The view “${title}” is saved in this browser.`)
  }
  const read = async () => {
    const file = await chooseFile()
    if (!file) return
    try {
      const value: unknown = JSON.parse(await file.text())
      const views = readViews(Array.isArray(value) ? value : [value])
      if (!views?.length) throw new Error(`${file.name} holds no saved views.`)
      if (shared) for (const one of views) await shared.save(one.name, one.filter, one.view)
      else saved.set([...all.filter(one => !views.some(other => other.name === one.name)), ...views])
      notify(`${plural(views.length, 'view')} read from ${file.name}.`)
    } catch (error) {
      notify(
        error instanceof SyntaxError
          ? `${file.name} is no JSON: choose a file that was saved here.`
          : sentenceOf(error),
        'error',
      )
    }
  }
  return (
    <Menu position="bottom-end" width={300} opened={open} onChange={setOpen} closeOnItemClick={false} trapFocus={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" h={28} leftSection={<Icon name="save" size={14} />}>
          Views
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <form
          style={{ display: 'flex', gap: 6, padding: 6 }}
          onSubmit={event => {
            event.preventDefault()
            save()
          }}
        >
          <TextInput
            style={{ flex: 1 }}
            aria-label="Name of the view"
            placeholder="Name this filter and view"
            value={name}
            disabled={readOnly !== null}
            onChange={event => setName(event.currentTarget.value)}
            onKeyDown={event => event.stopPropagation()}
          />
          <Button type="submit" disabled={!name.trim() || readOnly !== null} title={readOnly ?? undefined}>
            Save
          </Button>
        </form>
        {readOnly !== null && (
          <Menu.Label style={{ whiteSpace: 'normal' }}>
            {readOnly} Views of it are saved by others; as a file, or as the address of this page, you can keep yours.
          </Menu.Label>
        )}
        {all.length > 0 && (
          <Menu.Label>{shared ? 'Saved on the server, for all who use this log' : 'Saved in this browser'}</Menu.Label>
        )}
        {all.map(one => (
          <div key={one.name} style={{ display: 'flex', alignItems: 'center' }}>
            <Menu.Item
              onClick={() => {
                go({ filter: one.filter, view: one.view })
                setOpen(false)
              }}
            >
              <span dir="auto">{one.name}</span>
              <div className="muted small">
                {plural(one.filter.length, 'filter')} · made on {one.log || 'an unnamed log'}
              </div>
            </Menu.Item>
            <Tooltip label="Delete this view">
              <ActionIcon
                aria-label={`Delete the view ${one.name}`}
                disabled={readOnly !== null}
                onClick={() => (shared ? shared.remove(one) : saved.set(all.filter(other => other !== one)))}
              >
                <Icon name="trash" size={16} />
              </ActionIcon>
            </Tooltip>
          </div>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="download" size={16} />}
          onClick={() =>
            download(
              'parfocal-views.json',
              JSON.stringify([...all, { name: 'Current', log: description?.name ?? '', filter, view }], null, 2),
              'application/json',
            )
          }
        >
          Save all and the current one as a file
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="import" size={16} />} disabled={readOnly !== null} onClick={read}>
          Read views from a file…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
