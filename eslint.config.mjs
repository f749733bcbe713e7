import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ours = [
  'api-client',
  'bus',
  'client',
  'contracts',
  'metrics',
  'platform',
  'testing',
  'token-format',
  'token-guard',
];

/**
 * Dependencies point one way (docs/architecture.md): apps → token-guard → contracts, bus, token-format, and
 * apps → platform. A place may import the libraries named here and no other; its neighbours only by a short
 * relative path, so that nothing reaches round the alias.
 * @param {string} place @param {string[]} allowed @returns {import('eslint').Linter.Config}
 */
const mayImport = (place, allowed) => ({
  files: [`${place}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ours
              .filter((library) => !allowed.includes(library))
              .map((library) => `@latchkey/${library}`),
            message: `${place} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
          },
          {
            regex: '(^|/)(apps|libs)/|^\\.\\.?/.*/src/|^(\\.\\./){3}',
            message: 'Import a library by its alias, a neighbour by a short relative path.',
          },
        ],
      },
    ],
  },
});

/** @param {string} app @param {string} other @returns {import('eslint').Linter.Config} */
const meetsOnlyOverTheBus = (app, other) => ({
  files: [`apps/${app}/test/**/*.ts`, `apps/${app}/src/**/*spec.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ regex: `(^|/)${other}/src/`, message: `${app} meets ${other} only over the bus.` }] },
    ],
  },
});

export default defineConfig(
  // Generated: `npm run openapi`.
  { ignores: ['libs/api-client/src/api.ts', 'dist/', 'coverage/', '.latchkey/', 'node_modules/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nest's modules and DTOs are classes with decorators and nothing else.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest and class-validator declare plain option and result shapes as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Configuration is read once, in main.ts, and passed down.',
        },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // Plain JavaScript says its types in JSDoc, which tsc checks and this rule cannot read.
    files: ['**/*.mjs'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  mayImport('libs/contracts', []),
  mayImport('libs/token-format', []),
  mayImport('libs/api-client', []),
  mayImport('libs/metrics', []),
  mayImport('libs/bus', ['metrics']),
  mayImport('libs/platform', ['bus', 'contracts', 'metrics']),
  mayImport('libs/token-guard', ['bus', 'contracts', 'metrics', 'token-format']),
  mayImport('libs/client', ['bus', 'contracts', 'token-format']),
  mayImport('docs/example-service', ['client']),
  mayImport('apps/auth/src', ['bus', 'contracts', 'metrics', 'platform', 'token-format']),
  // A service of the house like any other, which comes with auth.
  mayImport('apps/auth/src/canary', ['bus', 'client', 'metrics', 'platform', 'token-format']),
  mayImport('apps/resource/src', ['bus', 'contracts', 'metrics', 'platform', 'token-format', 'token-guard']),
  {
    // Tests may use every library and the harness …
    files: ['**/*spec.ts', '**/test/**/*.ts', 'libs/testing/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  // … but the two apps meet only over the bus, there too.
  meetsOnlyOverTheBus('auth', 'resource'),
  meetsOnlyOverTheBus('resource', 'auth'),
  {
    // Entry points and the command line: where the environment is read and people are spoken to.
    files: [
      'apps/*/src/{main,migrate,canary,create-workspace,after-restore,dead-letters,events,services,openapi}.ts',
      'docs/example-service/main.ts',
      'tools/**/*.mjs',
      'libs/testing/**',
      '*.mjs',
      '**/*spec.ts',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
  {
    // What it imports is installed by the benchmark alone.
    files: ['tools/bench/peers/**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    // Read by people who write another language: no types, no house rules.
    files: ['docs/examples/**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-restricted-properties': 'off' },
  },
);
