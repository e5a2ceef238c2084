import { Modal } from '@mantine/core'
import { useStore } from '../../state/store.ts'
import { palette } from '../commands.ts'
import { Finder } from './finder.tsx'
import { Keys } from './keys.tsx'

/** Over the page: the search for commands, or the list of keys. */
export function Palette() {
  const what = useStore(palette)
  const close = () => palette.set(null)
  return (
    <>
      <Modal
        opened={what === 'find'}
        onClose={close}
        withCloseButton={false}
        title="Find anything"
        styles={{ header: { display: 'none' } }}
        size="lg"
        yOffset="12vh"
        padding="sm"
        transitionProps={{ duration: 0 }}
      >
        <Finder close={close} />
      </Modal>
      <Modal
        opened={what === 'keys'}
        onClose={close}
        title="Keyboard shortcuts"
        size="md"
        transitionProps={{ duration: 0 }}
      >
        <Keys />
      </Modal>
    </>
  )
}
