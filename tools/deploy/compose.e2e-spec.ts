import { eventually, type HttpClient, Scrape } from '@latchkey/testing';
import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import pg from 'pg';
import { OperatorDesk } from '../../apps/resource/test/acting.js';
import { ComposeRun } from './compose-run.js';
import { ROOT } from './manifests.js';
import { IN_COMPOSE, writeSecrets } from './secrets.mjs';

describe('what docker-compose.yml starts', () => {
  let run: ComposeRun;
  let api: HttpClient;
  beforeAll(async () => {
    ({ run, api } = await ComposeRun.start((_, [, ...args], secrets) => ({
      program: process.execPath,
      args: args.map((word) => word.replace('/run/latchkey', secrets)),
      cwd: ROOT,
    })));
  });
  afterAll(async () => {
    await run.stop();
  });

  it('issues a token, takes it, and takes it no more', async () => {
    const desk = await OperatorDesk.open(api, run.operator);
    const { id, key } = await desk.create({ name: 'Compose' });
    const status = async (): Promise<number> =>
      (await api.request('GET', '/api/contacts', { token: key })).status;
    expect(await status()).toBe(200);
    await desk.setActive(id, false);
    expect(await status()).toBe(401);
  });

  it('gives each role its own database, and no other', async () => {
    const env = await readFile(run.secret('resource/resource.env'), 'utf8');
    const own = String(/^RESOURCE_DATABASE_URL=(.*)$/m.exec(env)?.[1]);
    const reach = async (url: string): Promise<string> => {
      const client = new pg.Client(url);
      const outcome = await client.connect().then(
        () => 'connected',
        (error: unknown) => String((error as { code?: string }).code),
      );
      await client.end().catch(() => undefined);
      return outcome;
    };
    expect(await reach(own)).toBe('connected');
    expect(
      await reach(own.replace('latchkey_resource?', '').replace(/latchkey_resource$/, 'latchkey_auth')),
    ).toBe('42501');
    expect(await reach(own.replace(/:[0-9a-f]{48}@/, ':another@'))).toBe('28P01');
  });

  it('has the operator’s commands, under the operator’s name at Redis', async () => {
    expect(await run.run('operator')).toBe('');
  });

  it('has a canary, with an account that is made once, which sees a revocation work, and Redis without TLS', async () => {
    const account = async (): Promise<unknown> => {
      const workspace = JSON.parse(await run.run('canary-workspace')) as object;
      return { ...workspace, ...(JSON.parse(await run.run('canary-account')) as object), created: null };
    };
    const made = await account();
    expect(await account()).toEqual(made);
    const { REDIS_URL = '' } = parseEnv(await readFile(run.secret('canary/canary.env'), 'utf8'));
    const url = await run.stays('canary', {
      CANARY_EVERY_SECONDS: '1',
      // The same Redis, by an address that is not known to be of this machine.
      REDIS_URL: REDIS_URL.replace('@127.0.0.1:', '@0.0.0.0:'),
    });
    expect(await run.log('canary')).toContain('REDIS_URL leads over the network without TLS');
    const rounds = await eventually(
      async () => {
        const scrape = await Scrape.of({ metricsUrl: `${url}/metrics` });
        const of = (outcome: string): number => scrape.value('latchkey_canary_runs_total', { outcome });
        return (of('refused') > 0 || of('failed') > 0) && { refused: of('refused'), failed: of('failed') };
      },
      { withinMs: 20_000 },
    );
    expect(rounds).toEqual({ refused: 1, failed: 0 });
  });

  it('keeps the secrets that it made, whenever it is started again', async () => {
    const before = await readFile(run.secret('kept/secrets.env'), 'utf8');
    await writeSecrets(run.secret('.'), IN_COMPOSE);
    expect(await readFile(run.secret('kept/secrets.env'), 'utf8')).toBe(before);
    expect(await readFile(run.secret('auth/auth.env'), 'utf8')).toContain('@redis:6379');
  });
});
