import { ActivityForm, CropForm, EndpointsForm, ReworkForm } from './activity-forms.tsx'
import { AttributeForm } from './attribute-form.tsx'
import { CasesForm, PerformanceForm, TimeForm } from './case-forms.tsx'
import type { ClauseProps } from './clause-fields.tsx'
import { ConflictForm } from './conflict-form.tsx'
import { FollowsForm } from './follows-form.tsx'
import { CoverageForm, VariantForm, VariantFrequencyForm } from './variant-forms.tsx'

/** The form of a clause, by its kind. */
export function ClauseForm(props: ClauseProps) {
  const { clause } = props
  switch (clause.kind) {
    case 'activity':
      return <ActivityForm {...props} clause={clause} />
    case 'event-attribute':
    case 'case-attribute':
      return <AttributeForm {...props} clause={clause} />
    case 'cases':
      return <CasesForm {...props} clause={clause} />
    case 'time':
      return <TimeForm {...props} clause={clause} />
    case 'variant':
      return <VariantForm {...props} clause={clause} />
    case 'variant-frequency':
      return <VariantFrequencyForm {...props} clause={clause} />
    case 'variant-coverage':
      return <CoverageForm {...props} clause={clause} />
    case 'performance':
      return <PerformanceForm {...props} clause={clause} />
    case 'endpoints':
      return <EndpointsForm {...props} clause={clause} />
    case 'follows':
      return <FollowsForm {...props} clause={clause} />
    case 'rework':
      return <ReworkForm {...props} clause={clause} />
    case 'crop':
      return <CropForm {...props} clause={clause} />
    case 'conflict':
      return <ConflictForm {...props} clause={clause} />
  }
}
