import { ActionIcon, Button as MantineButton, Menu, Popover, Tooltip, useMantineColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Cancelled } from '../../base/platform.ts'
import type { Ask } from '../../log/engine.ts'
import { isHere, isTaskLog } from '../engine/log-ids.ts'
import { useAnswer } from '../engine/use-answer.ts'
import { objectChoices, openAgain } from '../engine/workspace.ts'
import { formatDay, plural } from '../format/numbers.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { ProblemList } from '../parts/problem-list.tsx'
import { useUndo } from '../state/history.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { useDescription, useGo, usePlace, useView } from '../state/place.ts'
import { useStore } from '../state/store.ts'
import { palette } from './commands.ts'
import { LogSwitch } from './log-switch.tsx'
import { componentOf } from './pages.ts'
import css from './shell.module.css'

/** The log's name and period, and what concerns the whole app. */
export function TopBar() {
  const undo = useUndo()
  const go = useGo()
  const { log } = usePlace()
  const share = useShare()
  return (
    <header className={css.top}>
      <LogSwitch />
      <Period />
      <Remarks />
      <ObjectTypeMenu />
      <div className={css.spacer} />
      <Button label="Undo" keys="Ctrl+Z" icon="undo" disabled={!undo.canUndo} run={undo.undo} />
      <Button label="Redo" keys="Ctrl+Shift+Z" icon="redo" disabled={!undo.canRedo} run={undo.redo} />
      {componentOf('compare') && !isTaskLog(log) && (
        <Button label="Compare two filters" icon="compare" disabled={!log} run={() => go({ page: 'compare' })} />
      )}
      <Button label="Share this view: copy its address" icon="share" disabled={!log} run={share} />
      <Button label="Find anything" keys="Ctrl+K" icon="search" run={() => palette.set('find')} />
      <ThemeMenu />
      <Button label="Keyboard shortcuts" keys="?" icon="help" run={() => palette.set('keys')} />
    </header>
  )
}

function Button(props: {
  readonly label: string
  readonly icon: IconName
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}) {
  return (
    <Tooltip label={props.keys ? `${props.label} (${props.keys})` : props.label}>
      <ActionIcon aria-label={props.label} disabled={props.disabled ?? false} onClick={props.run} size={32}>
        <Icon name={props.icon} />
      </ActionIcon>
    </Tooltip>
  )
}

export function useShare(): () => void {
  const { log } = usePlace()
  return () => {
    const done = () =>
      notify(
        log && isHere(log)
          ? 'The address of this view is copied. It shows the view to whoever opens the same file in their browser; the log itself is not in it.'
          : 'The address of this view is copied: log, filter, and everything you see.',
      )
    navigator.clipboard
      ?.writeText(location.href)
      .then(done, () => notify('The browser did not allow to copy; the address bar holds the view.', 'error'))
    if (!navigator.clipboard) notify('The address bar holds this view: copy it from there.')
  }
}

/** ms: the page's own questions go first. */
const LATER = 400

/** First and last day of the whole log: it does not move with the filter. */
function Period() {
  const { log } = usePlace()
  const description = useDescription()
  const view = useView()
  const [due, setDue] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setDue(log), LATER)
    return () => clearTimeout(timer)
  }, [log])
  const ask: Ask | null = log && description && due === log && !isTaskLog(log) ? { log, view, filter: [] } : null
  const { data } = useAnswer('summary', ask)
  if (!data || !description) return null
  const from = formatDay(data.start, view.calendar?.timeZone)
  const to = formatDay(data.end, view.calendar?.timeZone)
  return (
    <div className="muted small number ellipsis">
      {data.start === null ? 'no times' : from === to ? from : `${from} to ${to}`} · {plural(data.totalCases, 'case')} ·{' '}
      {plural(data.totalEvents, 'event')}
    </div>
  )
}

const severities = ['loss', 'warning', 'info'] as const

/** What reading the log met: nothing is dropped or put in order without a line here. */
function Remarks() {
  const description = useDescription()
  const go = useGo()
  const [open, setOpen] = useState(false)
  if (!description) return null
  const { problems } = description
  const sorted = severities.flatMap(severity => problems.filter(problem => problem.severity === severity))
  if (problems.length === 0) return null
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={460} trapFocus>
      <Popover.Target>
        <button type="button" className={css.remarks} aria-expanded={open} onClick={() => setOpen(!open)}>
          {plural(problems.length, 'remark')}
        </button>
      </Popover.Target>
      <Popover.Dropdown mah="70vh" style={{ overflowY: 'auto' }} aria-label="What reading the log met">
        <ProblemList problems={sorted} />
        <MantineButton
          variant="default"
          mt={12}
          onClick={() => {
            setOpen(false)
            go({ page: 'findings', pages: { findings: { analysis: 'data-quality', params: undefined } } })
          }}
        >
          What may mislead a reader?
        </MantineButton>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Which objects of an object-centric log are the cases, and the choice of others. */
function ObjectTypeMenu() {
  const { log } = usePlace()
  const go = useGo()
  const choice = useStore(objectChoices).get(log ?? '')
  if (!choice || log === null) return null
  const choose = async (objectType: string) => {
    try {
      go({ log: await openAgain(log, objectType) })
    } catch (error) {
      if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
    }
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={css.logButton} data-testid="object-type">
          <span className="ellipsis small">
            Cases: <b dir="auto">{choice.objectType}</b>
          </span>
          <Icon name="chevron" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>The log is object-centric: its cases are the objects of one type</Menu.Label>
        {choice.objectTypes.map(({ name, objects }) => (
          <Menu.Item
            key={name}
            aria-current={name === choice.objectType}
            fw={name === choice.objectType ? 600 : 400}
            onClick={() => name !== choice.objectType && choose(name)}
          >
            <span dir="auto">{name}</span> <span className="muted small number">{plural(objects, 'object')}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choices = [
    ['light', 'Light', 'sun'],
    ['dark', 'Dark', 'moon'],
    ['auto', 'As the system', 'auto'],
  ] as const
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="Theme" size={32}>
          <Icon name={choices.find(([id]) => id === colorScheme)?.[2] ?? 'auto'} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(([id, title, icon]) => (
          <Menu.Item
            key={id}
            aria-current={id === colorScheme}
            leftSection={<Icon name={icon} size={16} />}
            onClick={() => setColorScheme(id)}
            fw={id === colorScheme ? 600 : 400}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
