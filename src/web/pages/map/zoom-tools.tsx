import { ActionIcon, Menu, useComputedColorScheme } from '@mantine/core'
import type { Ask } from '../../../log/engine.ts'
import { Icon } from '../../parts/icon.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import { useDescription } from '../../state/place.ts'
import { exportCsv, exportPng, exportSvg } from './export.ts'
import css from './map.module.css'
import type { Metric } from './metrics.ts'
import type { MapModel } from './model.ts'
import { PictureTool, ZoomButtons } from './picture-tools.tsx'
import type { Standing } from './use-layout.ts'
import type { useViewport } from './viewport.ts'

interface Props {
  readonly viewport: ReturnType<typeof useViewport>
  readonly tidy: () => void
  readonly model: MapModel | null
  readonly standing: Standing | null
  readonly ask: Ask | null
  /** The numbers of the log that the map shows: they are exported too. */
  readonly amounts: readonly Metric[]
  readonly svg: () => SVGSVGElement | null
}

/** Zoom, a new layout, and exports. */
export function ZoomTools({ viewport, tidy, model, standing, ask, amounts, svg }: Props) {
  const description = useDescription()
  const theme = useComputedColorScheme('light')
  const name = description?.name || 'process'
  const run = (work: () => Promise<void> | void) => async () => {
    try {
      await work()
    } catch (error) {
      notify(sentenceOf(error), 'error')
    }
  }
  const picture = (make: typeof exportSvg | typeof exportPng) =>
    run(async () => {
      const drawn = svg()
      if (drawn && standing) await make(drawn, standing, `${name} map`, theme)
    })
  return (
    <div className={css.tools} data-control>
      <ZoomButtons viewport={viewport} />
      <PictureTool
        icon="tidy"
        label="Lay out anew: positions are kept between filters until you ask for better ones"
        onClick={tidy}
      />
      <Menu position="left-start">
        <Menu.Target>
          <ActionIcon aria-label="Export the map" variant="default" size={32} disabled={!model}>
            <Icon name="download" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={picture(exportPng)}>Picture (PNG)</Menu.Item>
          <Menu.Item onClick={picture(exportSvg)}>Drawing (SVG)</Menu.Item>
          <Menu.Item onClick={run(() => exportCsv('nodes', ask!, name, amounts))}>Activities as CSV</Menu.Item>
          <Menu.Item onClick={run(() => exportCsv('arcs', ask!, name))}>Paths as CSV</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
