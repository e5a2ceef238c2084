import { bpmn } from './bpmn/bpmn.ts'
import { declare } from './declare/declare.ts'
import { dfgText } from './dfg-text.ts'
import { dot } from './dot.ts'
import type { ModelFormat } from './model-format.ts'
import { modelJson } from './model-json.ts'
import { pnml } from './pnml/pnml.ts'
import { ptml } from './ptml.ts'

/** The formats of models, in the order in which they are asked whether a file is theirs. */
export const modelFormats: readonly ModelFormat[] = [pnml, ptml, bpmn, modelJson, declare, dfgText, dot]
