import { type Answer, type OpenApi, type Schema } from './openapi.js';

/** `libs/platform`, where the handlers are, knows of no reference. */
export function describeHealth({ paths }: OpenApi): void {
  const live = paths['/health/live']?.get;
  const ready = paths['/health/ready']?.get;
  if (!live || !ready) return;
  Object.assign(live, { tags: ['health'], summary: 'Does the process run' });
  Object.assign(ready, { tags: ['health'], summary: 'Can it serve: are PostgreSQL, Redis and auth there' });
  live.responses[200] = answer('It runs.', { type: 'object', required: ['status'], properties: state('ok') });
  ready.responses[200] = answer('Requests can be served.', readiness('ok', UP, {}));
  ready.responses[503] = answer(
    'Something is missing, or the process was told to stop.',
    readiness('error', { postgresql: UP.postgresql }, { redis: { status: 'down' } }),
  );
}

const answer = (description: string, schema: Schema): Answer => ({
  description,
  content: { 'application/json': { schema } },
});

const state = (status: string): Record<string, Schema> => ({ status: { type: 'string', enum: [status] } });

type Parts = Readonly<Record<string, { readonly status: string }>>;

const UP = { postgresql: { status: 'up' }, redis: { status: 'up' } };

/** As `@nestjs/terminus` answers: all that was looked at are `details`, by name, and each is in one of the others. */
const readiness = (status: 'ok' | 'error', info: Parts, error: Parts): Schema => ({
  type: 'object',
  required: ['status', 'info', 'error', 'details'],
  properties: {
    ...state(status),
    info: parts(info),
    error: parts(error),
    details: parts({ ...info, ...error }),
  },
});

const parts = (example: Parts): Schema => ({
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['status'],
    properties: {
      status: { type: 'string', enum: ['up', 'down'] },
      reason: { type: 'string' },
    },
  },
  examples: [example],
});
