import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  // Most of the time a suite waits for processes that it has started; jest's own choice is one fewer.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{apps,libs,tools}/**/*.{spec,int-spec,e2e-spec}.ts'],
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
