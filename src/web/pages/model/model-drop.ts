import { useCallback } from 'react'
import { useDropTaker } from '../../app/drop-taker.ts'

/** Whether a dropped file says by its name or its beginning that it is a model or a baseline; all others are logs. */
async function isModelFile(file: File): Promise<boolean> {
  if (/\.(bpmn|bpmn20\.xml|pnml|ptml|dfg|decl)$/i.test(file.name)) return true
  if (!/\.(json|xml)$/i.test(file.name)) return false
  const head = await file.slice(0, 4096).text()
  return (
    /"parfocal(-model)?"\s*:\s*"baseline"|"parfocal-(model|statements)"/.test(head) ||
    /"template"\s*:[\s\S]*"parameters"\s*:/.test(head) ||
    /<(?:[\w.-]+:)?(definitions|pnml|ptml)[\s>]/.test(head)
  )
}

/** Models that are dropped on the page are opened here; all other files are opened as logs. */
export function useModelDrop(open: (file: File) => Promise<void>): void {
  useDropTaker(
    useCallback(
      async ([file]) => {
        if (!file || !(await isModelFile(file))) return false
        await open(file)
        return true
      },
      [open],
    ),
  )
}
