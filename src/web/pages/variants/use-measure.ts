import { useMemo } from 'react'
import { useDescription } from '../../state/place.ts'

/** Numeric attributes to choose from, those that are money or numbers by the importer's word first. */
export function useMeasure(chosen: string | null) {
  const description = useDescription()
  return useMemo(() => {
    const numeric = (description?.attributes ?? []).filter(
      a => a.type === 'int' || a.type === 'float' || a.meaning?.kind === 'due',
    )
    const sorted = [...numeric].sort((a, b) => Number(b.meaning !== null) - Number(a.meaning !== null))
    const options = sorted.map(a => ({
      value: `${a.scope}:${a.key}`,
      label: `${a.key}${a.meaning?.unit ? ` (${a.meaning.unit})` : ''}`,
    }))
    const found = numeric.find(a => `${a.scope}:${a.key}` === chosen)
    return {
      options,
      measure: found ? { scope: found.scope, key: found.key } : null,
      due: found?.meaning?.kind === 'due',
    }
  }, [description, chosen])
}
