import { Button, Group, Modal, Radio } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { type Pool, poolText } from '../../../analyses/models/pools.ts'
import { Cancelled } from '../../../base/platform.ts'
import type { Ask } from '../../../log/engine.ts'
import { type Baselines, freeId } from '../../engine/baselines.ts'
import { notify, sentenceOf, settle } from '../../state/notices.ts'
import { useModelDrop } from '../model/model-drop.ts'
import css from './conformance.module.css'
import { openBaseline } from './open-baseline.ts'
import { away, type SetState } from './state.ts'

const OPENING = 'open a model'

interface PoolQuestion {
  readonly file: string
  readonly pools: readonly Pool[]
  readonly likeliest: string
  /** null: nothing is opened. */
  readonly answer: (pool: string | null) => void
}

/** Opens a model or a baseline, chosen or dropped, and holds the cases against it; `question` is to be shown. */
export function useOpenBaseline(
  ask: Ask,
  { keep }: Pick<Baselines, 'keep'>,
  set: SetState,
): { readonly open: (file: File) => Promise<void>; readonly question: ReactNode } {
  const [asked, setAsked] = useState<PoolQuestion | null>(null)
  const [reading, setReading] = useState<string | null>(null)
  const current = useRef<AbortController | null>(null)
  useEffect(() => () => current.current?.abort(), [])
  const open = useCallback(
    async (file: File) => {
      const choose = (pools: readonly Pool[], likeliest: string) =>
        new Promise<string | null>(answer => setAsked({ file: file.name, pools, likeliest, answer })).finally(() =>
          setAsked(null),
        )
      current.current?.abort()
      const controller = new AbortController()
      current.current = controller
      setReading(file.name)
      settle(OPENING)
      try {
        const { document, isMatched } = await openBaseline(file, ask, choose, controller.signal)
        if (controller.signal.aborted) return
        const id = freeId()
        keep(id, document)
        set({ ...away, baseline: id, view: isMatched ? undefined : 'labels', step: undefined })
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error', OPENING)
      } finally {
        if (current.current === controller) setReading(null)
      }
    },
    [ask, keep, set],
  )
  useModelDrop(open)
  const question = asked ? (
    <PoolDialog {...asked} />
  ) : (
    reading !== null && (
      <div className={css.reading} role="status">
        <span className="muted small">
          Reading <span dir="auto">{reading}</span>…
        </span>
        <Button size="compact-xs" variant="default" onClick={() => current.current?.abort()}>
          Stop
        </Button>
      </div>
    )
  )
  return { open, question }
}

/** A case runs in one pool: which one is to be checked. */
function PoolDialog({ file, pools, likeliest, answer }: PoolQuestion) {
  const [pool, setPool] = useState(likeliest)
  return (
    <Modal opened onClose={() => answer(null)} title="Which pool is checked?" centered>
      <p className="small" style={{ marginTop: 0 }}>
        <span dir="auto">{file}</span> has {pools.length} pools with a flow. Cases are held against one of them;
        messages between pools are left out. Open the file again for another one.
      </p>
      <Radio.Group aria-label="Pool" value={pool} onChange={setPool}>
        {pools.map(one => (
          <Radio key={one.id} value={one.id} label={poolText(one)} mt={6} />
        ))}
      </Radio.Group>
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={() => answer(null)}>
          Cancel
        </Button>
        <Button data-autofocus onClick={() => answer(pool)}>
          Check this pool
        </Button>
      </Group>
    </Modal>
  )
}
