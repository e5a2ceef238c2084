import { notApplicable, ok, type Result } from '../../base/result.ts'
import type { ModelReading } from '../../formats/models/model-format.ts'
import type { Problem } from '../../log/problems.ts'
import type { ModelKind } from '../../model/model.ts'
import { modelNet } from '../../model/model-as.ts'
import { sizeOf } from '../../model/model-size.ts'
import { netToTree } from '../../model/net-to-tree.ts'
import { printTree } from '../../model/process-tree.ts'
import { type Soundness, soundness } from '../../model/soundness.ts'
import { workflowNet } from '../../model/workflow-net.ts'

/** What `model check --json` and `POST /api/models/check` tell of a model, as plain JSON. */
export interface ModelCheck extends Readonly<Record<string, unknown>> {
  /** Id of the format. */
  readonly format: string
  readonly kind: ModelKind
  readonly workflowNet: { readonly is: true } | { readonly is: false; readonly because: string }
  readonly soundness: Soundness
  /** The net as a tree in one line; null where it is not block-structured, for the reason in `notATree`. */
  readonly tree: string | null
  readonly notATree: string | null
  readonly problems: readonly Problem[]
  /** Where the net that was looked at says something else than the model. */
  readonly notes: readonly string[]
}

/** Whether a model is a workflow net, sound and block-structured; at most `states` markings are looked at. Refuses what is no net. */
export function checkModel({ model, problems, format }: ModelReading, states: number): Result<ModelCheck> {
  const notes: string[] = []
  const net = modelNet(model, (element, because) => notes.push(`${element}: ${because}`))
  if (!net.ok) return notApplicable(`Soundness is asked of nets. ${net.because}`)
  const isWorkflowNet = workflowNet(net.value)
  const tree = netToTree(net.value)
  return ok({
    format,
    kind: model.kind,
    ...sizeOf(model),
    workflowNet: isWorkflowNet.ok ? { is: true } : { is: false, because: isWorkflowNet.because },
    soundness: soundness(net.value, { states }),
    tree: tree.ok ? printTree(tree.value) : null,
    notATree: tree.ok ? null : tree.because,
    problems,
    notes,
  })
}
