import { type Config, createConfig, lintFromString } from '@redocly/openapi-core';
import { type OpenApi } from './described-api.js';
import { DescribedApi, type Operation } from './described-api.js';

/** The linter's own: that it is OpenAPI 3.1 at all, that names are unique, references resolve, examples fit their schemas. */
const RULES = {
  'no-invalid-media-type-examples': 'error',
  'no-invalid-schema-examples': 'error',
  'no-invalid-parameter-examples': 'error',
  'no-unused-components': 'error',
  'operation-operationId': 'error',
  'operation-singular-tag': 'error',
  'operation-tag-defined': 'error',
  'parameter-description': 'error',
  'tag-description': 'error',
  // Ours are said below: of health, which cannot be refused, nothing is.
  'operation-4xx-response': 'off',
  // `api-keys/{id}` and `api-keys/templates`: no id is a word.
  'no-ambiguous-paths': 'off',
} as const;

let known: Promise<Config> | undefined;

/** What is wrong with a reference, a line each. */
export async function flawsOf(document: OpenApi): Promise<string[]> {
  known ??= createConfig({ extends: ['recommended-strict'], rules: RULES });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: '/openapi.json',
    config: await known,
  });
  const found = problems.map(
    ({ ruleId, message, location }) =>
      `${ruleId}: ${message.split('\n')[0] ?? ''} ${location[0]?.pointer ?? ''}`,
  );
  // What cannot be followed cannot be judged further.
  if (found.some((flaw) => /^(?:struct|no-unresolved-refs):/.test(flaw))) return found;
  return [...found, ...new DescribedApi(document).operations.flatMap(flawsOfOperation)];
}

/** What a reader needs and no linter asks for. */
function flawsOfOperation(operation: Operation): string[] {
  const { name, path, method, access, body, example, answers, actionPath } = operation;
  const isHealth = path.startsWith('/health/');
  const expected = [
    ...(isHealth ? [] : ['400', '503']),
    ...(access === 'open' ? [] : ['401', '429']),
    ...(access === 'operators' || operation.ability !== null ? ['403'] : []),
    ...(/\{(?!workspace\})/.test(path) ? ['404'] : []),
    ...(body === null ? [] : ['422']),
    ...(method === 'GET' ? [] : ['413', '415']),
  ];
  const flaws = [
    ...expected.filter((status) => !(status in answers)).map((status) => `says nothing of ${status}`),
    ...Object.entries(answers).flatMap(([status, answer]) => flawsOfAnswer(status, answer)),
  ];
  if (body !== null && example === undefined) flaws.push('has no example of its body');
  if (access === 'tokens' && actionPath === null) flaws.push('has no action path');
  return flaws.map((flaw) => `${name} ${flaw}`);
}

function flawsOfAnswer(
  status: string,
  { headers = {}, content = {} }: Operation['answers'][string],
): string[] {
  const flaws = [];
  if (!headers['X-Request-Id']?.required) flaws.push('is without X-Request-Id');
  if (status === '401' && !headers['WWW-Authenticate'] && !content['application/json']?.examples?.refused) {
    flaws.push('is without WWW-Authenticate');
  }
  if (status === '429' && !headers['Retry-After']?.required) flaws.push('is without Retry-After');
  for (const [type, { example, examples }] of Object.entries(content)) {
    if (example === undefined && !examples) flaws.push(`has no example of ${type}`);
  }
  return flaws.map((flaw) => `${status} ${flaw}`);
}
