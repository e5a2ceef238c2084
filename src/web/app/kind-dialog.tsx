import { Button, Modal } from '@mantine/core'
import { useStore } from '../state/store.ts'
import { kindQuestion } from './open-file.ts'
import css from './shell.module.css'

/** As high as its words need. Given in the element, since the order of style sheets is the bundler's. */
const large = {
  h: 'auto',
  p: 16,
  className: css.choice,
  styles: { inner: { justifyContent: 'flex-start' }, label: { whiteSpace: 'normal', textAlign: 'start' } },
} as const

/** The one choice that a table leaves open: are its rows events of cases, or interactions of people with screens? */
export function KindDialog() {
  const question = useStore(kindQuestion)
  if (!question) return null
  return (
    <Modal opened onClose={() => question.answer(null)} title="What does this table hold?" centered size="lg">
      <p dir="auto" style={{ marginTop: 0 }}>
        The columns of “{question.name}” fit both ways of reading it.
      </p>
      <div className={css.choices}>
        <Button variant="default" data-autofocus onClick={() => question.answer('ui-log')} {...large}>
          <span>
            <strong>A recording of work on screens</strong>
            <span className="muted small">A row is a click, a field filled, a copy: routines are found in it.</span>
          </span>
        </Button>
        <Button variant="default" onClick={() => question.answer('event-log')} {...large}>
          <span>
            <strong>An event log of cases</strong>
            <span className="muted small">A row is an activity of a case: the process is drawn from it.</span>
          </span>
        </Button>
      </div>
    </Modal>
  )
}
