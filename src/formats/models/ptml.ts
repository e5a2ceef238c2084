import { assert, FormatError } from '../../base/errors.ts'
import { inOrder, type Work } from '../../base/in-order.ts'
import { attributeOf as attribute, type XmlElement } from '../../base/xml-tree.ts'
import type { Problems } from '../../log/problems.ts'
import { leaf, node, type ProcessTree, silent, type TreeOperator } from '../../model/process-tree.ts'
import { escaped } from '../ocel/xml.ts'
import type { ModelFormat } from './model-format.ts'
import { parseXml } from './parse-xml.ts'
import { attributeOf, childOf, childrenOf, directText, elementsIn } from './xml-element.ts'

/** The Process Tree Markup Language of ProM, which pm4py reads and writes too. */
export const ptml: ModelFormat = {
  id: 'ptml',
  title: 'PTML (process trees)',
  extensions: ['ptml'],
  kinds: ['tree'],
  recognises: ({ root }) => root === 'ptml',
  read: ({ text }, problems) => ({ kind: 'tree', tree: readPtml(parseXml(text, problems).root, problems) }),
  write(model, problems) {
    assert(model.kind === 'tree', 'PTML of what is no tree')
    return printPtml(model.tree, problems)
  },
}

const OPERATORS: Readonly<Record<string, TreeOperator>> = {
  sequence: '→',
  xor: '×',
  and: '∧',
  xorLoop: '↺',
  // choices of the environment: which branch is taken differs, not what may happen
  def: '×',
  defLoop: '↺',
}
/** A tree nested deeper is a chain that no miner makes, and would take the stack. */
const DEEPEST = 1000
/** Nodes of a tree in which parts are named more than once, and stand in each place. */
const MOST_NODES = 200_000

function readPtml(root: XmlElement, problems: Problems): ProcessTree {
  const trees = childrenOf(root, 'processTree')
  const [first] = trees
  if (first === undefined)
    throw new FormatError('<ptml> has no <processTree>.', { line: root.line, fix: 'Export the model again.' })
  if (trees.length > 1)
    problems.add(
      'several-trees',
      `The file holds ${trees.length} trees; only the first was read.`,
      { line: first.line },
      'loss',
    )
  return new TreeReader(first, problems).tree()
}

const isTask = ({ name }: XmlElement) => name === 'manualTask' || name === 'automaticTask'

function taskName(element: XmlElement): string {
  const label = childOf(element, 'name')
  return attribute(element, 'name') ?? (label ? directText(label) : '')
}

class TreeReader {
  private readonly root: XmlElement
  private readonly problems: Problems
  private readonly nodes = new Map<string, XmlElement>()
  private readonly children = new Map<string, XmlElement[]>()
  private count = 0

  constructor(root: XmlElement, problems: Problems) {
    this.root = root
    this.problems = problems
    for (const element of elementsIn(root)) {
      if (element.name === 'parentsNode') this.edge(element)
      else if (attribute(element, 'id') !== null) this.known(element)
    }
  }

  tree(): ProcessTree {
    return this.part(attributeOf(this.root, 'root'), this.root, [])
  }

  private known(element: XmlElement): void {
    const id = attributeOf(element, 'id')
    const other = this.nodes.get(id)
    // pm4py writes an activity that stands in several places of a tree once for each of them
    if (other && isTask(element) && element.name === other.name && taskName(element) === taskName(other)) return
    if (other)
      throw new FormatError(
        `<${element.name} id="${id}"> has an id that is taken: it stands in line ${other.line} already.`,
        { line: element.line, fix: 'Give each node an id of its own.' },
      )
    this.nodes.set(id, element)
  }

  private edge(element: XmlElement): void {
    const parent = attributeOf(element, 'sourceId')
    const children = this.children.get(parent)
    if (children) children.push(element)
    else this.children.set(parent, [element])
  }

  private part(id: string, named: XmlElement, above: readonly string[]): ProcessTree {
    const element = this.nodes.get(id)
    if (element === undefined)
      throw new FormatError(`<${named.name}> leads to the node "${id}", which the tree does not have.`, {
        line: named.line,
        fix: 'Export the model again.',
      })
    if (above.includes(id))
      throw new FormatError(`The node "${id}" is a part of itself.`, {
        line: element.line,
        fix: 'Export the model again.',
      })
    if (above.length >= DEEPEST || ++this.count > MOST_NODES)
      throw new FormatError(`The tree is deeper than ${DEEPEST} or has more than ${MOST_NODES} nodes.`, {
        line: element.line,
      })
    const edges = this.children.get(id) ?? []
    if (isTask(element)) return this.leafOf(element, edges)
    const operator = OPERATORS[element.name]
    if (operator === undefined)
      throw new FormatError(`<${element.name} id="${id}"> is a node that cannot be read here.`, {
        line: element.line,
        fix: `Known are manualTask, automaticTask, ${Object.keys(OPERATORS).join(', ')}.`,
      })
    const children = edges.map(edge => this.part(attributeOf(edge, 'targetId'), edge, [...above, id]))
    if (children.length === 0)
      throw new FormatError(`<${element.name} id="${id}"> has no parts.`, { line: element.line })
    return operator === '↺' ? loopOf(children, element) : node(operator, children)
  }

  private leafOf(element: XmlElement, edges: readonly XmlElement[]): ProcessTree {
    const name = taskName(element)
    if (edges.length > 0)
      throw new FormatError(`<${element.name} id="${attributeOf(element, 'id')}"> is an activity and has parts.`, {
        line: element.line,
      })
    if (element.name === 'automaticTask') return silent
    if (name !== '') return leaf(name)
    this.problems.add('empty-name', 'An activity without a name is read as a silent one.', { line: element.line })
    return silent
  }
}

/** The third part of a loop comes once, when it is over; a silent one says nothing. */
function loopOf(children: readonly ProcessTree[], element: XmlElement): ProcessTree {
  const [body, redo, exit, ...more] = children
  if (body === undefined || redo === undefined || more.length > 0)
    throw new FormatError(`<${element.name}> has ${children.length} parts.`, {
      line: element.line,
      fix: 'A loop has two (what is done, what leads back), or three (and what ends it).',
    })
  const loop = node('↺', [body, redo])
  return exit === undefined || exit.kind === 'silent' ? loop : node('→', [loop, exit])
}

const NAMES: Readonly<Record<TreeOperator, string>> = { '→': 'sequence', '×': 'xor', '∧': 'and', '↺': 'xorLoop' }

/** PTML as ProM and pm4py read it: loops have three parts, the last one silent. Takes no stack. */
function printPtml(tree: ProcessTree, problems: Problems): string {
  const nodes: string[] = []
  const edges: string[] = []
  const add = (part: ProcessTree): readonly Work[] => {
    const id = `n${nodes.length + 1}`
    const tag =
      part.kind === 'operator' ? NAMES[part.operator] : part.kind === 'silent' ? 'automaticTask' : 'manualTask'
    const name = part.kind === 'activity' ? part.activity : part.kind === 'silent' ? 'tau' : ''
    if (part.kind === 'activity' && name === '')
      problems.add('empty-name', 'An activity without a name will be read as a silent one.', {}, 'loss')
    nodes.push(`    <${tag} id="${id}" name="${escaped(name, problems)}"/>`)
    const children = part.kind !== 'operator' ? [] : part.operator === '↺' ? loopParts(part.children) : part.children
    return children.map(
      (child): Work =>
        () => {
          const target = `n${nodes.length + 1}`
          return [
            ...add(child),
            () => {
              edges.push(`    <parentsNode id="e${edges.length + 1}" sourceId="${id}" targetId="${target}"/>`)
              return undefined
            },
          ]
        },
    )
  }
  inOrder(() => add(tree))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ptml>',
    `  <processTree id="tree1" name="tree1" root="n1">`,
    ...nodes,
    ...edges,
    '  </processTree>',
    '</ptml>',
    '',
  ].join('\n')
}

function loopParts([body, ...redo]: readonly ProcessTree[]): readonly ProcessTree[] {
  return [body!, redo.length === 1 ? redo[0]! : node('×', redo), silent]
}
