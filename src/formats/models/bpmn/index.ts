export { type ReadBpmnOptions, readBpmn } from './read.ts'
export { writeBpmn } from './write.ts'
