const fromSource = import.meta.url.endsWith('.ts')

/** Where the code of a worker thread lies, beside the module (`import.meta.url`) that starts it: in the repository and in the built package. */
export const workerEntry = (name: string, beside: string): URL =>
  new URL(`./${name}.${fromSource ? 'ts' : 'js'}`, beside)

/** What Node must be told to run it. */
export const workerArguments: readonly string[] = fromSource
  ? ['--import', new URL('./typescript.mjs', import.meta.url).href]
  : []
