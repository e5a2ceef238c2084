/** The parts of an OpenAPI document that the page shows. */
interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: unknown
  }[]
  readonly requestBody?: unknown
  readonly responses?: Readonly<Record<string, unknown>>
}
interface OpenApi {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** The document of the API as one page without script: routes by tag, their parameters, bodies and answers. */
export function docsPage(document: OpenApi): string {
  const { title, version, description } = document.info
  const groups = new Map<string, string[]>()
  for (const [path, operations] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'server'
      groups.set(tag, [...(groups.get(tag) ?? []), operationHtml(method, path, operation)])
    }
  const sections = [...groups].map(
    ([tag, parts]) => `<section><h2 id="${text(tag)}">${text(tag)}</h2>${parts.join('')}</section>`,
  )
  const links = [...groups.keys()].map(tag => `<a href="#${text(tag)}">${text(tag)}</a>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(title)}</title><style>${style}</style></head>
<body><main><h1>${text(title)} <small>${text(version)}</small></h1><p>${text(description ?? '')}</p>
<p><a href="openapi.json">The same as an OpenAPI document</a></p><nav>${links.join(' ')}</nav>${sections.join('')}</main></body></html>`
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(parameter => {
    const { name, in: where, required, description } = parameter
    return `<tr><td><code>${text(name)}</code></td><td>${text(where)}${required ? ', needed' : ''}</td><td>${text(description ?? '')}</td></tr>`
  })
  const answers = Object.entries(operation.responses ?? {}).map(([status, answer]) => part(`Answer ${status}`, answer))
  return `<details><summary><b class="${text(method)}">${text(method.toUpperCase())}</b> <code>${text(path)}</code> ${text(operation.summary ?? '')}</summary>
${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}
${operation.requestBody === undefined ? '' : part('Body', operation.requestBody)}${answers.join('')}</details>`
}

const part = (title: string, value: unknown) =>
  `<h4>${text(title)}</h4><pre>${text(JSON.stringify(schemaIn(value), null, 1))}</pre>`

/** What a body or an answer is made of: JSON, as nearly all are, by its schema alone. */
function schemaIn(value: unknown): unknown {
  const { content } = (value ?? {}) as { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }
  const [only, ...others] = Object.entries(content ?? {})
  return only?.[0] === 'application/json' && others.length === 0 ? (only[1].schema ?? value) : value
}

const text = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
main { max-width: 960px; margin: 2rem auto; padding: 0 1rem }
small { font-weight: normal; opacity: .7 }
nav a { margin-right: 1rem }
details { border-bottom: 1px solid #8884; padding: .4rem 0 }
summary { cursor: pointer }
summary b { display: inline-block; min-width: 4.5rem }
pre { overflow: auto; max-height: 24rem; padding: .6rem; background: #8881 }
td { padding: .1rem 1rem .1rem 0; vertical-align: top }
`
