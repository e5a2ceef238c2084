import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** One project a floor of cost: `unit` needs nothing, `end-to-end` builds the app and drives Chromium. */
export default defineConfig({
  test: {
    reporters: ['default'],
    // vitest leaves one core to itself, which of two is one too many: it does little while files run
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/*.test.ts', 'samples/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['test/property-seed.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // tests of one file that run at once each drive a browser, and beside them runs another file
          maxConcurrency: 3,
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/end-to-end/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // what a page comes to show, it shows when the browser gets to it: files run side by side
          expect: { poll: { timeout: 20_000 } },
          globalSetup: ['test/end-to-end/global-setup.ts'],
        },
      },
    ],
  },
})
