export { isPersonName, personReason } from './person-columns.ts'
export { type People, type PeopleRow, PersonGate, type PersonGateOptions } from './person-gate.ts'
export { tellsAboutPeople, withoutValues } from './problems-about-people.ts'
export { pseudonymise } from './pseudonym.ts'
