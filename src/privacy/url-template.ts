import { compareText } from '../base/sort.ts'
import { detect } from './detectors/detect.ts'
import { fieldPromise } from './field-names.ts'
import type { TemplateOptions } from './title-template.ts'
import { shapeOf } from './value-shape.ts'

const LONGEST = 2048
const MOST_SEGMENTS = 16
/** Schemes whose rest is an address of a page. */
const PAGES = new Set(['http', 'https', 'ftp', 'ws', 'wss', 'chrome-extension', 'moz-extension'])
const MASK = /^\{(?:[Aa9*][Aa9*.\-/_:@+#…]*|[a-z]+(?:-[a-z]+)?)\}$/

/**
 * The address of a page as a template: scheme, host, port, the route with its variable parts masked, the names of the
 * query's parameters in order. User, password, values of the query and the fragment are dropped. Other schemes keep
 * their name alone. A template of a template is itself.
 */
export function urlTemplate(url: string, options: TemplateOptions): string {
  const text = url.trim().slice(0, LONGEST)
  if (options.words === 'clear' || text === '') return url
  const scheme = /^([a-z][a-z0-9+.-]{1,20}):/i.exec(text)?.[1]?.toLowerCase() ?? null
  if (scheme === 'about' || scheme === 'chrome' || scheme === 'edge') return internal(text, scheme, options)
  if (scheme !== null && !PAGES.has(scheme) && !/^[^/]*:\d{1,5}(?:[/?#]|$)/.test(text)) return `${scheme}:{url}`
  const rest = scheme !== null && PAGES.has(scheme) ? text.slice(scheme.length + 1).replace(/^\/\//, '') : text
  const [beforeFragment = ''] = rest.split('#', 1)
  const question = beforeFragment.indexOf('?')
  const address = question < 0 ? beforeFragment : beforeFragment.slice(0, question)
  const query = question < 0 ? '' : beforeFragment.slice(question + 1)
  const slash = address.indexOf('/')
  const host = slash < 0 ? address : address.slice(0, slash)
  const path = slash < 0 ? '' : address.slice(slash)
  const start = scheme !== null && PAGES.has(scheme) ? `${scheme}://` : ''
  return start + hostTemplate(host, options) + pathTemplate(path, options) + queryTemplate(query, options)
}

/**
 * The parts of an address that may name a record: its route, the values of its query and its fragment. What names a person or
 * a machine (user, password, host, port, values of parameters that promise something personal or secret) is none of them.
 */
export function addressParts(url: string): string[] {
  const text = url.trim().slice(0, LONGEST)
  const scheme = /^([a-z][a-z0-9+.-]{1,20}):/i.exec(text)?.[1]?.toLowerCase() ?? null
  if (scheme !== null && !PAGES.has(scheme) && !/^[^/]*:\d{1,5}(?:[/?#]|$)/.test(text)) return []
  const rest = scheme !== null && PAGES.has(scheme) ? text.slice(scheme.length + 1).replace(/^\/\//, '') : text
  const end = rest.search(/[/?#]/)
  if (end < 0) return []
  const [route = '', ...queries] = rest.slice(end).split(/[?#&;]/)
  const told = queries.flatMap(part => {
    const equals = part.indexOf('=')
    const { class: personal, isSecret, isSpecial } = fieldPromise(part.slice(0, Math.max(0, equals)))
    return personal !== null || isSecret || isSpecial ? [] : [part.slice(equals + 1)]
  })
  return [route, ...told].filter(part => part !== '')
}

const internal = (text: string, scheme: string, options: TemplateOptions): string => {
  const [name = ''] = text
    .slice(scheme.length + 1)
    .replace(/^\/\//, '')
    .split(/[/?#]/, 1)
  return `${scheme}:${scheme === 'about' ? '' : '//'}${segmentTemplate(name, options)}`
}

/** Host and port; labels with long numbers, and names of people and machines, are masked. */
function hostTemplate(text: string, { context }: TemplateOptions): string {
  const host = text.slice(text.lastIndexOf('@') + 1).toLowerCase()
  const [, name = '', port = ''] = /^(.*?)(:\d{1,5})?$/s.exec(host)!
  if (MASK.test(name)) return name + port
  if (name.startsWith('[') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return `{ip-address}${port}`
  const labels = name.split('.').map((label, i, all) => {
    if (MASK.test(label)) return label
    if (!/^[\p{L}\p{M}\p{N}_-]{1,63}$/u.test(label)) return label === '' && i === all.length - 1 ? '' : '{word}'
    const isFound = context.machines.has(label) || context.accounts.has(label) || detect(label, context).length > 0
    if (isFound) return '{machine-name}'
    return /\d{4,}/.test(label) || (label.match(/\d/g)?.length ?? 0) > 5 || label.length > 40
      ? `{${shapeOf(label)}}`
      : label
  })
  return labels.join('.') + port
}

function pathTemplate(path: string, options: TemplateOptions): string {
  const segments = path.split('/')
  const shown = segments.slice(0, MOST_SEGMENTS).map(segment => segmentTemplate(segment, options))
  const kept = shown.filter((segment, i) => segment !== '{aaa}' || shown[i - 1] !== '{aaa}')
  return kept.join('/') + (segments.length > MOST_SEGMENTS ? '/…' : '')
}

/** One part of a route: static words as they are, with digits by shape, anything else as one `{aaa}`. */
function segmentTemplate(segment: string, options: TemplateOptions): string {
  if (segment === '' || segment === '…' || MASK.test(segment)) return segment
  const text = decoded(segment)
  if (options.isStatic(text)) return segment
  const found = detect(text, options.context)
  if (found.length > 0) return `{${found[0]!.class}}`
  const words = text.split(/[^\p{L}\p{M}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).filter(word => word !== '')
  if (words.every(word => isRouteWord(word, options))) return /^[\w.\-~$]+$/.test(text) ? text : '{aaa}'
  return /\p{N}/u.test(text) && !/[\p{L}\p{M}]{5}/u.test(text) ? `{${shapeOf(text).replaceAll(' ', '')}}` : '{aaa}'
}

const isRouteWord = (word: string, { isStatic, words }: TemplateOptions): boolean =>
  isStatic(word) || (words === 'detected' && /^\p{L}{1,24}$/u.test(word))

/** Names of parameters, each once and in order of code points; a name that is not static is `{aaa}`. */
function queryTemplate(query: string, options: TemplateOptions): string {
  if (query === '') return ''
  const names = query
    .slice(0, LONGEST)
    .split(/[&;]/)
    .flatMap(pair => {
      const equals = pair.indexOf('=')
      return equals <= 0 ? [] : [segmentTemplate(pair.slice(0, equals), options)]
    })
  const kept = [...new Set(names.map(name => (/^\{/.test(name) ? '{aaa}' : name)))].sort(compareText)
  return kept.length === 0 ? '' : `?${kept.map(name => `${name}=`).join('&')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
