export { type Checked, type CheckOptions, checkRules } from './check.ts'
export {
  type Concentration,
  type ConcentrationOptions,
  concentrations,
  concentrationText,
  type Judged,
  judged,
} from './concentration.ts'
export {
  type WrittenAllowance,
  type WrittenRule,
  withAllowance,
  withRule,
  withTables,
} from './document/edit-document.ts'
export { type DocumentProblem, problemOf } from './document/problem.ts'
export { inspectDocument, type ReadDocument, readDocument } from './document/read-document.ts'
export { LARGEST_FILE } from './document/yaml.ts'
export { instantOf, instantParameter } from './instant.ts'
export { isAboutPeople } from './involved.ts'
export { type Needed, neededBy } from './needed.ts'
export { printSentence } from './print-sentence.ts'
export { readRolesCsv, type TableProblem, type WrittenTables } from './read-roles-csv.ts'
export { inspectRules, readRules } from './read-rules.ts'
export { allowFileShape, instantAt, readAllowlist, readRoles, rolesFileShape } from './read-tables.ts'
export type { AllowEntry, AuthorityTables, Rule, RuleFile, RuleTest, Severity, Statement } from './rule.ts'
export { joinTables, noTables, patternsOf, severities } from './rule.ts'
export { RULES_VERSION, ruleFileShape } from './rule-file-shape.ts'
export { type RuleTestResult, runRuleTests } from './rule-tests.ts'
export { type CaseState, caseStates, type RuleOutcome, type Violations } from './run.ts'
export {
  overText,
  type RuleSummary,
  type ShownEvent,
  type ShownViolation,
  type SummaryOptions,
  summarise,
} from './summary.ts'
export { missingToJudge } from './unjudged.ts'
