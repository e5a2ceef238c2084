import { ActionIcon, Tooltip } from '@mantine/core'
import { Icon, type IconName } from '../../parts/icon.tsx'
import type { useViewport } from './viewport.ts'

/** A button at the side of a picture. */
export function PictureTool(props: { readonly icon: IconName; readonly label: string; readonly onClick: () => void }) {
  return (
    <Tooltip label={props.label} position="left">
      <ActionIcon aria-label={props.label} variant="default" size={32} onClick={props.onClick}>
        <Icon name={props.icon} />
      </ActionIcon>
    </Tooltip>
  )
}

/** Zoom in, zoom out, and all of the picture. */
export function ZoomButtons({ viewport }: { readonly viewport: ReturnType<typeof useViewport> }) {
  return (
    <>
      <PictureTool icon="plus" label="Zoom in (+)" onClick={() => viewport.zoom(1.3)} />
      <PictureTool icon="minus" label="Zoom out (−)" onClick={() => viewport.zoom(1 / 1.3)} />
      <PictureTool icon="fit" label="Fit all into view (0)" onClick={() => viewport.fit()} />
    </>
  )
}
