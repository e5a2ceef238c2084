import { attributeOf as attribute, type XmlElement } from '../../../base/xml-tree.ts'
import { childrenOf, directText } from '../xml-element.ts'

/** As ProM marks silent transitions, those of stochastic nets included. */
export const isInvisible = (element: XmlElement): boolean =>
  childrenOf(element, 'toolspecific').some(tool => /invisible/i.test(attribute(tool, 'activity') ?? '')) ||
  toolProperty(element, 'invisible') === 'true'

/** The weight of a transition of a stochastic net; null where there is none, or it is no number of at least 0. */
export function weightOf(element: XmlElement): number | null {
  const text = toolProperty(element, 'weight')
  const weight = Number(text)
  return text === null || text === '' || !(weight >= 0 && weight < Number.POSITIVE_INFINITY) ? null : weight
}

/** A property that a tool keeps with an element. */
function toolProperty(element: XmlElement, key: string): string | null {
  for (const tool of childrenOf(element, 'toolspecific'))
    for (const property of childrenOf(tool, 'property'))
      if (attribute(property, 'key') === key) return directText(property).trim()
  return null
}
