import { FormatError } from '../../../base/errors.ts'
import { type Problem, Problems } from '../../../log/problems.ts'
import { constraintOf, type DeclareConstraint, type DeclareModel } from '../../../model/declare.ts'
import { isMinerful, readMinerful } from './minerful.ts'
import { templateNamed } from './templates.ts'

/**
 * A `.decl` file, or what MINERful saves as JSON: `activity a`, and constraints as `Response[a, b] |activation |correlation |time`, one a line; `#` begins
 * a remark. Conditions on data and time are not kept, and told as a problem; so are declarations of attributes. Throws
 * `FormatError` with the line where a line is nothing of these.
 */
export function readDeclare(text: string): { readonly model: DeclareModel; readonly problems: readonly Problem[] } {
  const problems = new Problems()
  const model = readDeclareText(text, problems)
  return { model, problems: problems.list() }
}

/** As `readDeclare`. */
export function readDeclareText(text: string, problems: Problems): DeclareModel {
  if (isMinerful(text)) return readMinerful(text)
  const activities = new Set<string>()
  const constraints: DeclareConstraint[] = []
  text.split(/\r\n|\n|\r/).forEach((whole, i) => {
    const line = whole.replace(/^\uFEFF/, '').trim()
    const place = { line: i + 1 }
    if (line === '' || line.startsWith('#')) return
    const named = /^activity\s+(\S.*)$/.exec(line)
    const constraint = /^([\p{L}\d _-]+?)\s*\[(.*?)\]\s*(\|.*)?$/u.exec(line)
    if (named) activities.add(named[1]!)
    else if (constraint) {
      const template = constraint[1]!.replace(/\s+/g, ' ')
      const names = constraint[2]!.split(',').map(name => name.trim())
      if (/[^|\s]/.test(constraint[3] ?? ''))
        problems.add(
          'declare-condition',
          'Conditions on data or time were left out.',
          { ...place, value: line },
          'loss',
        )
      const known = constraintOf(templateNamed(template), names, place)
      constraints.push(known)
      for (const name of known.activities) activities.add(name)
    } else if (/^(bind\s|[^[\]]+:)/.test(line))
      problems.add('declare-attribute', 'Declarations of attributes were left out.', { ...place, value: line }, 'loss')
    else
      throw new FormatError(`Expected an activity or a constraint, found "${line.slice(0, 40)}".`, {
        ...place,
        fix: 'Write "activity Name" or "Response[A, B] | | |".',
      })
  })
  return { activities: [...activities], constraints }
}
