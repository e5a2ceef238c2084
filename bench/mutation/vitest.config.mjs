import { defineConfig } from 'vitest/config'

/** What stryker runs for each mutant: the unit tests that may know it, with the draws of property tests fixed. */
export default defineConfig({
  test: {
    include: JSON.parse(process.env.PARFOCAL_MUTATION).tests,
    setupFiles: ['bench/mutation/seed.mjs'],
    environment: 'node',
    // instrumented code is slow, and stryker ends what does not end
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
})
