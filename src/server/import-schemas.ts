import { z } from 'zod'
import * as schemas from './schemas.ts'

/* How an import is asked for, in the address beside a file and in a body about one that was uploaded before. */
const flag = z.enum(['true', 'false', '1', '0']).transform(text => text === 'true' || text === '1')
export const fileQuery = {
  name: schemas.name.optional().describe('name of the file that is the body; its end only breaks ties between formats'),
  upload: schemas.id.optional().describe('instead of a body: a file that was uploaded before'),
}
export const importQuery = {
  ...fileQuery,
  mapping: z.string().optional().describe('id of a saved mapping, or a mapping as JSON; absent: as proposed'),
  objectType: z.string().max(1000).optional().describe('object-centric files: the type whose objects become the cases'),
  keepSource: flag
    .optional()
    .describe('whether the file is kept for a later import; default: unless the mapping hides columns'),
  wait: flag.optional().describe('answer when the import has ended, with 201 or the error'),
}
export const newLogQuery = {
  ...importQuery,
  sealTo: z
    .string()
    .max(2000)
    .transform(names => names.split(','))
    .optional()
    .describe(
      'names or ids of 2 to 5 people, with commas between: those whom the names behind pseudonyms are sealed to (new logs, owners)',
    ),
}
export const importBody = z.strictObject({
  title: schemas.name.optional().describe('name of the log; absent: that of the file, without its end'),
  mapping: schemas.json.optional().describe('a mapping, or the id of a saved one'),
  objectType: z.string().max(1000).optional(),
  keepSource: z.boolean().optional(),
  sealTo: z.array(z.string().max(200)).max(5).optional().describe('whom the names behind pseudonyms are sealed to'),
  wait: z.boolean().optional(),
})
export const proposed = z.object({
  upload: schemas.upload,
  format: z.string(),
  formatTitle: z.string(),
  proposal: schemas.json.describe('the proposed mapping with its reasons; null where the format needs none'),
  preview: schemas.json.describe('the first rows; null where the format needs no mapping'),
  objectTypes: z
    .array(z.object({ name: z.string(), objects: z.number() }))
    .readonly()
    .nullable()
    .describe('object-centric files: the types whose objects could become the cases'),
  problems: z.array(schemas.problem).readonly(),
})
