import { type Answer, type OpenApi } from './openapi.js';

/** `libs/platform`, where the handlers are, knows of no reference. */
export function describeHealth({ paths }: OpenApi): void {
  const live = paths['/health/live']?.get;
  const ready = paths['/health/ready']?.get;
  if (!live || !ready) return;
  Object.assign(live, { tags: ['health'], summary: 'Does the process run' });
  Object.assign(ready, { tags: ['health'], summary: 'Can it serve: are PostgreSQL, Redis and auth there' });
  const schema = {
    type: 'object',
    required: ['status'],
    properties: { status: { type: 'string', enum: ['ok'] } },
  };
  const alive: Answer = { description: 'It runs.', content: { 'application/json': { schema } } };
  live.responses[200] = alive;
}
