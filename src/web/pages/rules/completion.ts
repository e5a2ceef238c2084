/** What the log and the document know by name. */
export interface Words {
  readonly activities: readonly string[]
  readonly attributes: readonly string[]
  readonly roles: readonly string[]
  readonly timeZones: readonly string[]
}
export interface Completion {
  readonly label: string
  readonly detail?: string
  /** What is written; the label where absent. With `#{name}` where a person goes on, if it is a snippet. */
  readonly apply?: string
  readonly isSnippet?: true
}
export interface Completions {
  /** Where what they replace begins, in UTF-16 units from 0. */
  readonly from: number
  readonly options: readonly Completion[]
}
