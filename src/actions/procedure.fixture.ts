import type { UiElement } from '../log/ui-log.ts'
import type { Procedure, ProcedureStep } from '../tasks/procedure/procedure.ts'

export const textbox = (id: string, name: string, page: string): UiElement => ({
  system: null,
  application: 'Chromium',
  document: null,
  window: null,
  page,
  group: null,
  role: 'textbox',
  name,
  identifier: id,
  selectors: [{ kind: 'id', text: id }],
})

export const step = (id: string, part: Partial<ProcedureStep>): ProcedureStep => ({
  id,
  at: Number(id.slice(1)) - 1,
  label: id,
  action: 'click',
  element: null,
  cell: null,
  pointer: null,
  value: null,
  reads: null,
  share: 1,
  condition: null,
  irreversible: false,
  kind: 'rule',
  because: 'its value is copied',
  ...part,
})

/** Enter a customer from a sheet into a form: two transformed values, one optional step, and a button at the end. */
export const enterCustomer = (page: string): Procedure => ({
  id: 'enter-customer',
  name: 'Enter customer',
  applications: ['Chromium'],
  parameters: ['full name', 'birthday', 'kind'].map(name => ({
    name,
    class: name === 'birthday' ? 'date' : 'word',
    shape: 'Aaaa',
    from: 'a sheet',
    byPerson: false,
  })),
  steps: [
    step('s1', { label: 'copy full name', action: 'copy', reads: 'full name' }),
    step('s2', {
      label: 'type Last name',
      action: 'enter',
      element: textbox('gone', 'Last name', page),
      value: {
        kind: 'computed',
        program: { op: 'part', of: { op: 'input', index: 0 }, by: 'chunk', from: -1, to: -1 },
        from: [{ kind: 'parameter', name: 'full name' }],
        confidence: 0.9,
      },
    }),
    step('s3', {
      label: 'type Birthday',
      action: 'enter',
      element: textbox('birthday', 'Birthday', page),
      value: {
        kind: 'computed',
        program: { op: 'date', of: { op: 'input', index: 0 }, from: 'dd/MM/yyyy', to: 'yyyy-MM-dd' },
        from: [{ kind: 'parameter', name: 'birthday' }],
        confidence: 0.9,
      },
    }),
    step('s4', {
      label: 'check Company',
      action: 'check',
      element: { ...textbox('company', 'Company', page), role: 'checkbox' },
      condition: { parameter: 'kind', by: 'value', values: ['company'], agreement: 1 },
      share: 0.5,
    }),
    step('s5', {
      label: 'click Save',
      element: { ...textbox('', 'Save', page), role: 'button', selectors: [] },
      irreversible: true,
    }),
  ],
  variants: [
    { steps: ['s1', 's2', 's3', 's5'], share: 0.5 },
    { steps: ['s1', 's2', 's3', 's4', 's5'], share: 0.5 },
  ],
  runs: [
    { steps: ['s1', 's2', 's3', 's5'], share: 0.5 },
    { steps: ['s1', 's2', 's3', 's4', 's5'], share: 0.5 },
  ],
  exceptions: [{ label: 'click Cancel', instances: 1, share: 0.05 }],
  base: { people: 2, days: 3, instances: 20, coverage: 0.4 },
  handsOnMs: 60_000,
  evidence: [{ first: 0, last: 9 }],
  logFingerprint: 'f00d',
})
