import { ActionIcon, Menu, useComputedColorScheme } from '@mantine/core'
import type { MinedModel } from '../../../analyses/models/mined-model.ts'
import { Icon } from '../../parts/icon.tsx'
import { notify, sentenceOf } from '../../state/notices.ts'
import { exportSvg } from '../map/export.ts'
import map from '../map/map.module.css'
import { ZoomButtons } from '../map/picture-tools.tsx'
import type { useViewport } from '../map/viewport.ts'
import type { ExportId } from './export.ts'
import type { Geometry } from './geometry.ts'

const flows = [
  ['bpmn', 'BPMN 2.0'],
  ['pnml', 'Petri net (PNML)'],
  ['ptml', 'Process tree (PTML)'],
  ['json', 'JSON'],
] as const
const constraints = [
  ['declare', 'Declare'],
  ['json', 'JSON'],
] as const

/** Zoom where there is a picture, and exports. */
export function Tools(props: {
  readonly mined: MinedModel
  readonly name: string
  readonly viewport: ReturnType<typeof useViewport> | null
  readonly geometry: Geometry | null
  readonly svg: () => SVGSVGElement | null
}) {
  const { mined, name, viewport, geometry } = props
  const theme = useComputedColorScheme('light')
  const run = (work: () => Promise<void>) => () => {
    work().catch(error => notify(sentenceOf(error), 'error'))
  }
  const save = (id: ExportId) => run(async () => (await import('./export.ts')).exportModel(mined, id, `${name} model`))
  return (
    <div className={map.tools} data-control>
      {viewport && <ZoomButtons viewport={viewport} />}
      <Menu position="left-start">
        <Menu.Target>
          <ActionIcon aria-label="Export the model" variant="default" size={32}>
            <Icon name="download" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {(mined.model.kind === 'declare' ? constraints : flows).map(([id, title]) => (
            <Menu.Item key={id} onClick={save(id)}>
              {title}
            </Menu.Item>
          ))}
          {viewport && geometry && (
            <Menu.Item
              onClick={run(async () => {
                const drawn = props.svg()
                if (drawn) await exportSvg(drawn, geometry, `${name} model`, theme)
              })}
            >
              Drawing (SVG)
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
