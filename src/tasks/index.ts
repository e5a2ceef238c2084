export { type CleaningOptions, cleanUiLog } from './cleaning/clean-ui-log.ts'
