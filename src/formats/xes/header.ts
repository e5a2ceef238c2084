import type { AttributeNode } from '../../log/column.ts'
import { CASE_ID, type Classifier, type Extension, type GlobalAttribute } from '../../log/event-log.ts'
import type { LogHeader } from '../../log/event-log-builder.ts'
import { classifierKeys } from './classifiers.ts'
import type { Reporter } from './problem-kinds.ts'

/** Collects what a log says about itself: extensions, classifiers, globals and its own attributes. */
export class Header {
  private readonly reporter: Reporter
  private readonly extensions: Extension[] = []
  private readonly declared: { name: string; keys: string }[] = []
  private readonly globals: GlobalAttribute[] = []
  private readonly attributes: AttributeNode[] = []

  constructor(reporter: Reporter) {
    this.reporter = reporter
  }

  extension(of: ReadonlyMap<string, string>): void {
    const [name, prefix, uri] = [of.get('name'), of.get('prefix'), of.get('uri')]
    if (name === undefined || prefix === undefined || uri === undefined)
      this.reporter.report('incomplete-extension', undefined, name ?? prefix ?? uri)
    if (name !== undefined || prefix !== undefined || uri !== undefined)
      this.extensions.push({ name: name ?? '', prefix: prefix ?? '', uri: uri ?? '' })
  }

  classifier(of: ReadonlyMap<string, string>): void {
    const [name, keys, scope] = [of.get('name'), of.get('keys'), of.get('scope') ?? 'event']
    if (name === undefined || keys === undefined || keys.trim() === '')
      this.reporter.report('incomplete-classifier', undefined, name)
    else if (scope === 'trace') this.reporter.report('trace-classifier', undefined, name)
    else if (scope !== 'event') this.reporter.report('unknown-scope', undefined, scope)
    else this.declared.push({ name, keys })
  }

  /** The scope of a `<global>`; null, reported, where it is unknown. */
  scope(of: ReadonlyMap<string, string>): 'trace' | 'event' | null {
    const scope = of.get('scope') ?? 'event'
    if (scope === 'trace' || scope === 'event') return scope
    this.reporter.report('unknown-scope', undefined, scope)
    return null
  }

  global(scope: 'trace' | 'event', node: AttributeNode): void {
    if (node.children.length || node.type === 'list' || node.type === 'container') {
      this.reporter.report('nested-global', node.key)
      if (node.type === 'list' || node.type === 'container') return
    }
    this.globals.push({ scope, key: node.key, type: node.type, value: node.value })
  }

  attribute(node: AttributeNode): void {
    this.attributes.push(node)
  }

  /** Everything, once the whole file is read: only then is it known which keys events have. */
  finish(hasEventKey: (key: string) => boolean): LogHeader {
    const named = this.attributes.find(node => node.key === CASE_ID && typeof node.value === 'string')
    return {
      name: typeof named?.value === 'string' ? named.value : '',
      attributes: this.attributes,
      classifiers: this.classifiers(hasEventKey),
      extensions: this.extensions,
      globals: this.globals,
    }
  }

  private classifiers(hasEventKey: (key: string) => boolean): Classifier[] {
    const globals = new Set(this.globals.filter(({ scope }) => scope === 'event').map(({ key }) => key))
    const known = (key: string) => hasEventKey(key) || globals.has(key)
    const found = new Map<string, Classifier>()
    for (const { name, keys: text } of this.declared) {
      const keys = classifierKeys(text, known)
      const identity = JSON.stringify([name, keys])
      if (found.has(identity)) this.reporter.reportFile('duplicate-classifier', 1, name)
      else found.set(identity, { name, keys })
      for (const key of keys) if (!known(key)) this.reporter.reportFile('classifier-unknown-key', 1, `${name}: ${key}`)
    }
    return [...found.values()]
  }
}
