import { availableParallelism } from 'node:os';

/** What says nothing at a small size runs in `npm run verify` alone. */
const kinds = [
  'spec',
  'int-spec',
  'e2e-spec',
  ...(process.env.LATCHKEY_TEST_SCALE === 'verify' ? ['verify-spec'] : []),
];

/** @type {import('jest').Config} */
export default {
  // Most of the time a suite waits for processes that it has started; jest's own choice is one fewer.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testEnvironment: 'node',
  testMatch: kinds.map((kind) => `<rootDir>/{apps,libs,tools}/**/*.${kind}.ts`),
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  moduleNameMapper: {
    // Apart, for what it imports takes its time: few suites need it.
    '^@latchkey/testing/any-input$': '<rootDir>/libs/testing/src/any-input/index.ts',
    '^@latchkey/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    // Not `metadata.json.js`, which is how packages bring JSON to browsers and Node alike.
    '^(\\.{1,2}/.*(?<!\\.json))\\.js$': '$1',
  },
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/libs/testing/src/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/src/jest/global-teardown.mjs',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.latchkey'],
  coverageProvider: 'v8',
  testTimeout: 30_000,
};
