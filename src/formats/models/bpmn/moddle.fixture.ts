// the package points to declarations that it does not bring
// @ts-expect-error
import { BpmnModdle } from 'bpmn-moddle'

/** What bpmn-moddle, which bpmn.io and Camunda Modeler read files with, has to say against one. */
export async function moddleWarnings(xml: string): Promise<string[]> {
  const read = (await new BpmnModdle().fromXML(xml)) as { readonly warnings: readonly { readonly message: string }[] }
  return read.warnings.map(({ message }) => message)
}
