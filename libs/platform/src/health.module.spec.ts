import { http } from '@latchkey/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthModule, type HealthProbe } from './health.module.js';
import { createHttpApp } from './http-app.js';
import { JsonLogger } from './logging.js';

const logger = new JsonLogger({ name: 'test', level: 'silent', redact: (line) => line });
let redis: HealthProbe['isUp'];
let app: NestFastifyApplication;

beforeAll(async () => {
  const probes = (): HealthProbe[] => [
    { name: 'postgresql', isUp: () => Promise.resolve(true) },
    { name: 'redis', isUp: () => redis() },
  ];
  app = await createHttpApp(HealthModule.forRoot({ inject: [], probes }), logger);
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

const get = async (path: string) => http(await app.getUrl()).request('GET', path);

it.each<{ isUp: HealthProbe['isUp']; ready: number; why: string }>([
  { isUp: () => Promise.resolve(true), ready: 200, why: 'everything is up' },
  { isUp: () => Promise.resolve(false), ready: 503, why: 'a store is down' },
  { isUp: () => Promise.reject(new Error('inside of ours')), ready: 503, why: 'asking a store fails' },
  { isUp: () => new Promise(() => undefined), ready: 503, why: 'a store never answers' },
])('a process is live, and its readiness is $ready, when $why', async ({ isUp, ready }) => {
  redis = isUp;
  const [live, readiness] = await Promise.all([get('/health/live'), get('/health/ready')]);
  expect(live.status).toBe(200);
  expect(readiness.status).toBe(ready);
  expect(readiness.json).toMatchObject({
    details: { postgresql: { status: 'up' }, redis: { status: ready === 200 ? 'up' : 'down' } },
  });
  expect(readiness.text).not.toContain('inside of ours');
});
