import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { questions } from '../log/engine.ts'
import { type TestServer, testServer } from './server.fixture.ts'

type Part = { readonly [key: string]: unknown }
let server: TestServer
let document: Part
beforeAll(async () => {
  server = await testServer()
  document = (await server.call('GET', '/api/openapi.json')).body as unknown as Part
})
afterAll(() => server.close())

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value)
const operations = () =>
  Object.entries(document['paths'] as Record<string, Record<string, Part>>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation, name: `${method} ${path}` })),
  )

/** What a Schema Object of OpenAPI 3.1 (JSON Schema 2020-12) must be, as far as it can be said without a validator. */
function schemaFaults(schema: unknown, at: string): string[] {
  if (typeof schema === 'boolean') return []
  if (!isPart(schema)) return [`${at} is no schema`]
  const faults: string[] = []
  const types = [schema['type'] ?? []].flat()
  if (types.some(type => !TYPES.includes(type as string))) faults.push(`${at} has the type ${String(schema['type'])}`)
  // Of OpenAPI 3.0; 3.1 says it by types.
  if ('nullable' in schema) faults.push(`${at} says nullable`)
  if (typeof schema['exclusiveMinimum'] === 'boolean') faults.push(`${at} has a true exclusiveMinimum`)
  const { $ref } = schema
  if (typeof $ref === 'string' && !resolves($ref)) faults.push(`${at} refers to ${$ref}`)
  if ('required' in schema)
    for (const key of schema['required'] as string[])
      if (isPart(schema['properties']) && !(key in schema['properties'])) faults.push(`${at} needs the unknown ${key}`)
  for (const key of ['properties', 'patternProperties', '$defs'])
    if (isPart(schema[key]))
      for (const [name, inner] of Object.entries(schema[key])) faults.push(...schemaFaults(inner, `${at}.${name}`))
  for (const key of ['items', 'additionalProperties', 'propertyNames', 'not'])
    if (key in schema) faults.push(...schemaFaults(schema[key], `${at}.${key}`))
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
    for (const [i, inner] of ((schema[key] as unknown[] | undefined) ?? []).entries())
      faults.push(...schemaFaults(inner, `${at}.${key}.${i}`))
  return faults
}
function resolves(reference: string): boolean {
  let found: unknown = document
  for (const key of reference.replace(/^#\//, '').split('/')) found = isPart(found) ? found[key] : undefined
  return reference.startsWith('#/') && isPart(found)
}

describe('the OpenAPI document', () => {
  test('is of version 3.1 with title and version, and has only the fields that it may have', () => {
    expect(document['openapi']).toMatch(/^3\.1\.\d+$/)
    expect(document['info']).toMatchObject({ title: expect.any(String), version: expect.stringMatching(/^\d/) })
    const known = ['openapi', 'info', 'servers', 'paths', 'components', 'security', 'tags']
    expect(Object.keys(document).filter(key => !known.includes(key))).toEqual([])
    const schemes = (document['components'] as Part)['securitySchemes'] as Part
    for (const need of document['security'] as Part[])
      for (const name of Object.keys(need)) expect(schemes).toHaveProperty(name)
  })

  test('has paths with methods, every parameter of a path said once, and every body with its type', () => {
    for (const { path, method, operation, name } of operations()) {
      expect(METHODS, name).toContain(method)
      expect(path, name).toMatch(/^\/(?!.*[:*])/)
      const parameters = (operation['parameters'] ?? []) as { name: string; in: string; required?: boolean }[]
      expect(new Set(parameters.map(each => `${each.in} ${each.name}`)).size, name).toBe(parameters.length)
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key)
      expect(
        parameters
          .filter(each => each.in === 'path')
          .map(each => each.name)
          .sort(),
        name,
      ).toEqual(inPath.sort())
      for (const each of parameters) {
        expect(['path', 'query', 'header', 'cookie'], name).toContain(each.in)
        if (each.in === 'path') expect(each.required, name).toBe(true)
      }
      if (operation['requestBody'])
        expect(Object.keys((operation['requestBody'] as Part)['content'] as Part)).not.toEqual([])
    }
  })

  test('says of every answer what it is, of errors too', () => {
    for (const { operation, name } of operations()) {
      const responses = operation['responses'] as Record<string, Part>
      expect(Object.keys(responses).length, name).toBeGreaterThan(0)
      for (const [status, response] of Object.entries(responses)) {
        expect(status, name).toMatch(/^([1-5]\d\d|[1-5]XX|default)$/)
        expect(typeof response['description'], name).toBe('string')
      }
      expect(JSON.stringify(responses['default']), name).toContain('#/components/schemas/Error')
    }
  })

  test('has a schema of the answer of every question and of the analyses', () => {
    for (const path of [...questions.map(question => `/api/ask/${question}`), '/api/analyses/{id}']) {
      const post = operations().find(each => each.path === path && each.method === 'post')!.operation
      const ok = (post['responses'] as Record<string, Part>)['200']!
      const schema = ((ok['content'] as Record<string, Part>)['application/json'] as Part)['schema'] as Part
      expect(
        Object.keys(schema).some(key => ['properties', 'items', '$ref', 'allOf'].includes(key)),
        path,
      ).toBe(true)
    }
  })

  test('holds only schemas of JSON Schema 2020-12, whose references lead somewhere', () => {
    const named = ((document['components'] as Part)['schemas'] ?? {}) as Part
    const faults = Object.entries(named).flatMap(([name, schema]) => schemaFaults(schema, name))
    for (const { operation, name } of operations()) {
      for (const parameter of (operation['parameters'] ?? []) as Part[])
        faults.push(...schemaFaults(parameter['schema'], `${name} ${String(parameter['name'])}`))
      const bodies = [operation['requestBody'], ...Object.values(operation['responses'] as Part)]
      for (const body of bodies)
        for (const [type, media] of Object.entries(((body as Part | undefined)?.['content'] ?? {}) as Part))
          if (isPart(media) && 'schema' in media) faults.push(...schemaFaults(media['schema'], `${name} ${type}`))
    }
    expect(faults).toEqual([])
    expect(schemaFaults({ type: 'text', nullable: true, $ref: '#/none' }, 'x')).toHaveLength(3)
  })

  test('asks for nothing that only an answer may have', () => {
    const named = ((document['components'] as Part)['schemas'] ?? {}) as Part
    const reached = (text: string, seen = new Set<string>()): string => {
      const more = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(found => found[1]!)
      const fresh = more.filter(name => !seen.has(name))
      for (const name of fresh) seen.add(name)
      return text + fresh.map(name => reached(JSON.stringify(named[name]), seen)).join('')
    }
    const bodies = operations().flatMap(({ operation, name }) =>
      operation['requestBody'] === undefined
        ? []
        : [[name, reached(JSON.stringify(operation['requestBody']))] as const],
    )
    expect(bodies.find(([name]) => name.includes('/edits'))?.[1]).toContain('"merge"')
    expect(bodies.filter(([, text]) => text.includes('"readOnly":true')).map(([name]) => name)).toEqual([])
  })
})
