import { classOf } from './value-class.ts'

/** Roles (ARIA, lower case) whose name is written by the makers of the program. */
const STATIC_ROLES = new Set(
  'button menuitem menuitemcheckbox menuitemradio menu menubar tab tablist toolbar checkbox radio radiogroup switch textbox searchbox combobox listbox spinbutton slider columnheader form search navigation progressbar label legend password date time number email tel url file submit reset splitbutton togglebutton edit hyperlinkbutton'.split(
    ' ',
  ),
)
/** Roles whose name may be either: only words that are known to be static are kept. */
const MIXED_ROLES = new Set(
  'link heading dialog alertdialog window group region table grid sheet tabpanel banner main complementary contentinfo img figure status alert tooltip document application frame pane panel'.split(
    ' ',
  ),
)
const MOST_WORDS = 7
const LONGEST = 60

/** How a name is to be treated: kept but for its variable parts, only its known words, or masked whole. */
export type LabelTreatment = 'static' | 'mixed' | 'masked'

/** By role alone. Cells, list items, options, rows, tree items, subjects and every role that is not known are masked. */
export function labelTreatment(role: string | null, label: string): LabelTreatment {
  const name = role?.trim().toLowerCase() ?? ''
  if (STATIC_ROLES.has(name)) {
    const isShort = label.length <= LONGEST && label.trim().split(/\s+/).length <= MOST_WORDS
    return isShort ? 'static' : 'mixed'
  }
  return MIXED_ROLES.has(name) ? 'mixed' : 'masked'
}

/** What stands for a masked label: what it is, never its shape, so that one column of a table stays one element. */
export const maskedLabel = (label: string): string => {
  const found = classOf(label)
  return `{${found === 'empty' ? 'empty' : found === 'word' || found === 'list' ? 'text' : found}}`
}
