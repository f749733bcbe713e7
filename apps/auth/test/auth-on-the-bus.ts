import { BusClient, readPublicSealingKey } from '@latchkey/bus';
import { loadConfig } from '@latchkey/platform';
import {
  createMigratedDatabase,
  eventually,
  patient,
  type TestDatabase,
  testPassword,
  testRedisUrl,
} from '@latchkey/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { generateKeys } from '../../../tools/keys.mjs';
import { createAuthApp, readTheBus } from '../src/app.js';
import { AuthConfig } from '../src/config/auth.config.js';
import { migrationOptions } from '../src/database/data-source.js';
import { createWorkspace } from '../src/workspaces/create-workspace.js';

const STREAM = 'latchkey:bus:{auth}:commands';

/** Auth in this process, on a real bus and a database of its own, with one workspace. */
export class AuthOnTheBus {
  private constructor(
    /** As the superuser, who sees every row. */
    readonly orm: DataSource,
    readonly client: BusClient,
    readonly operator: { readonly email: string; readonly password: string },
    /** Its messages go astray: whoever finds them may put them on auth's stream. */
    readonly eavesdropped: BusClient,
    readonly peppers: string,
    private readonly strayStream: string,
    private readonly redis: Redis,
    private readonly app: NestFastifyApplication,
    private readonly store: TestDatabase,
  ) {}

  static async start(): Promise<AuthOnTheBus> {
    const store = await createMigratedDatabase('auth');
    const orm = await new DataSource(patient(migrationOptions(store.superuserUrl))).initialize();
    const operator = { email: 'ada@acme.test', password: testPassword() };
    await createWorkspace(orm, { slug: 'acme', name: 'Acme', ...operator });
    const redisUrl = testRedisUrl();
    const keys = generateKeys();
    const env = { ...keys, LOG_LEVEL: 'silent', REDIS_URL: redisUrl, AUTH_DATABASE_URL: store.url };
    const { app } = await createAuthApp(loadConfig(AuthConfig, env));
    await app.init();
    await readTheBus(app);
    Logger.overrideLogger(false);
    const sealingKey = readPublicSealingKey(keys.SEALING_PUBLIC_KEY);
    const nowhere = `stray-${randomUUID()}`;
    const client = new BusClient({ redisUrl, service: 'auth', sealingKey });
    const eavesdropped = new BusClient({ redisUrl, service: nowhere, sealingKey });
    await Promise.all([client.connect(), eavesdropped.connect()]);
    const strayStream = `latchkey:bus:{${nowhere}}:commands`;
    const redis = new Redis(redisUrl);
    return new AuthOnTheBus(
      orm,
      client,
      operator,
      eavesdropped,
      keys.TOKEN_PEPPERS,
      strayStream,
      redis,
      app,
      store,
    );
  }

  /** Takes the next message that went astray, as the text that it is. */
  intercept(): Promise<string> {
    return eventually(async () => {
      const [entry] = await this.redis.xrange(this.strayStream, '-', '+', 'COUNT', 1);
      if (!entry) return null;
      await this.redis.xdel(this.strayStream, entry[0]);
      return entry[1][1];
    });
  }

  /** Resolves when auth is done with it. */
  async put(message: string): Promise<void> {
    await this.redis.xadd(STREAM, '*', 'm', message);
    await eventually(async () => (await this.redis.xlen(STREAM)) === 0);
  }

  count(table: string): Promise<number> {
    return this.orm
      .query<{ count: number }[]>(`SELECT count(*)::int FROM ${table}`)
      .then(([row]) => row?.count ?? 0);
  }

  async stop(): Promise<void> {
    this.client.close();
    this.eavesdropped.close();
    await this.app.close();
    this.redis.disconnect();
    await this.orm.destroy();
    await this.store.drop();
  }
}
