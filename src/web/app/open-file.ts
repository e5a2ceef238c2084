import { useCallback } from 'react'
import { Cancelled } from '../../base/platform.ts'
import { openHere } from '../engine/workspace.ts'
import { notify, sentenceOf } from '../state/notices.ts'
import { useGo } from '../state/place.ts'
import { isTable, staged } from '../state/staged.ts'
import { componentOf } from './pages.ts'

/**
 * Opens a dropped or chosen file in the browser. Tables go to the import page first, where their columns are mapped;
 * `directly` opens them as proposed.
 */
export function useOpenFile(): (
  file: File,
  options?: { readonly directly?: boolean; readonly mapping?: unknown },
) => Promise<void> {
  const go = useGo()
  return useCallback(
    async (file, options = {}) => {
      if (isTable(file.name) && !options.directly && options.mapping === undefined && componentOf('import')) {
        staged.set(file)
        go({ page: 'import' })
        return
      }
      try {
        const log = await openHere(file, options.mapping)
        go({ log, page: 'map' })
      } catch (error) {
        if (!(error instanceof Cancelled)) notify(sentenceOf(error), 'error')
      }
    },
    [go],
  )
}

/** Lets the person choose a file. */
export function chooseFile(): Promise<File | null> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.oncancel = () => resolve(null)
    input.click()
  })
}
