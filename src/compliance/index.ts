export { type Checked, type CheckOptions, checkRules } from './check.ts'
export {
  type Concentration,
  type ConcentrationOptions,
  concentrations,
  concentrationText,
  type Judged,
  judged,
} from './concentration.ts'
export { isAboutPeople } from './involved.ts'
export { type Needed, neededBy } from './needed.ts'
export { printSentence } from './print-sentence.ts'
export { LARGEST_FILE, type ReadDocument, readDocument } from './read-document.ts'
export { RULES_VERSION, readRules, ruleFileShape } from './read-rules.ts'
export {
  allowFileShape,
  instantAt,
  instantOf,
  instantParameter,
  readAllowlist,
  readRoles,
  rolesFileShape,
} from './read-tables.ts'
export type { AllowEntry, AuthorityTables, Rule, RuleFile, RuleTest, Severity, Statement } from './rule.ts'
export { noTables, severities } from './rule.ts'
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
