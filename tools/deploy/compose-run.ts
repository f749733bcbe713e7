import {
  freePort,
  http,
  type HttpClient,
  type PrivateRedis,
  recordFile,
  startPrivateRedis,
  testPassword,
} from '@latchkey/testing';
import { type ChildProcess, execFile } from 'node:child_process';
import { chmod, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { becomesReady } from '../dev/app-process.mjs';
import { spawnTied, stopProcess } from '../processes/tied-process.mjs';
import { type Postgres, startPostgres } from '../stores/postgres.mjs';
import { type ComposeService, readCompose } from './compose-file.js';
import { IN_COMPOSE, writeSecrets } from './secrets.mjs';

/** Passwords count, but for who makes the databases, as the image's own scripts do. */
const HBA = 'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n';
/** What the proxy says of every request that it passes on. */
const BY_THE_PROXY = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' };
const STOP_MS = 15_000;
/** As it is in an image. */
export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const logFileOf = (name: string): string => recordFile(`compose-${name}.log`);

/** What stands in for a container: the program that is started for its command, and where. */
export interface Container {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

/**
 * Everything that docker-compose.yml starts, without an engine: each container is a process, started by the command in
 * that file with its settings, and with the files of its own volume of secrets. The stores are real.
 */
export class ComposeRun {
  readonly operator = { email: 'ada@example.com', password: testPassword() };
  private readonly services = readCompose().services;
  private readonly started: ChildProcess[] = [];
  private resourceUrl = '';
  private redis?: PrivateRedis;
  private postgres?: Postgres;

  private constructor(
    private readonly folder: string,
    /** @param secrets The folder that is mounted at /run/latchkey. */
    private readonly contain: (
      service: ComposeService,
      command: readonly string[],
      secrets: string,
    ) => Container,
  ) {}

  /** Resolves when both services are ready. */
  static async start(contain: ComposeRun['contain']): Promise<{ run: ComposeRun; api: HttpClient }> {
    const run = new ComposeRun(await mkdtemp(path.join(tmpdir(), 'latchkey-compose-')), contain);
    await run.startStores();
    await Promise.all([run.run('migrate-auth'), run.run('migrate-resource')]);
    await run.createWorkspace();
    [run.resourceUrl] = await Promise.all([run.stays('resource'), run.stays('auth')]);
    return { run, api: http(await startProxy(run.resourceUrl)) };
  }

  async stop(): Promise<void> {
    await Promise.all(this.started.map((child) => stopProcess(child, 'SIGTERM', { withinMs: STOP_MS })));
    await this.redis?.stop();
    await this.postgres?.stop();
    await rm(this.folder, { recursive: true });
  }

  log(name: string): Promise<string> {
    return readFile(logFileOf(name), 'utf8');
  }

  secret(file: string): string {
    return path.join(this.folder, 'secrets', file);
  }

  /** A container that ends: its own command, or another program in it. */
  async run(
    name: string,
    program?: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const { entrypoint = [], command = [] } = this.service(name);
    const words = [...entrypoint.slice(2), ...command];
    const {
      program: file,
      args,
      cwd,
    } = this.container(name, program ? [...words.slice(0, -1), ...program] : words);
    const { stdout } = await promisify(execFile)(file, args, {
      cwd,
      env: { ...this.environmentOf(name), ...env },
    });
    return stdout;
  }

  private async startStores(): Promise<void> {
    // Where we are root, PostgreSQL and the services run as others.
    await chmod(this.folder, 0o755);
    // Made at first, and only written out again when the stores have got their ports.
    await writeSecrets(this.secret('.'), IN_COMPOSE);
    this.redis = await startPrivateRedis({ users: await readFile(this.secret('redis/users.acl'), 'utf8') });
    this.postgres = await this.startPostgres();
    await writeSecrets(this.secret('.'), {
      redis: `redis://127.0.0.1:${this.redis.port}`,
      authDatabase: `127.0.0.1:${this.postgres.port}/latchkey_auth`,
      resourceDatabase: `127.0.0.1:${this.postgres.port}/latchkey_resource`,
    });
    const client = new pg.Client(this.postgres.url('postgres'));
    await client.connect();
    const script = await readFile(this.secret('postgres/latchkey.sql'), 'utf8');
    for (const statement of script.split('\n').filter((line) => line !== '')) await client.query(statement);
    await client.end();
  }

  private async startPostgres(): Promise<Postgres> {
    const hba = path.join(this.folder, 'pg_hba.conf');
    await writeFile(hba, HBA, { mode: 0o644 });
    return startPostgres({
      dataDir: path.join(this.folder, 'postgres'),
      logFile: recordFile('compose-postgres.log'),
      durable: false,
      settings: { hba_file: hba },
    });
  }

  /** As docs/operations.md has it: a command in a container of auth. */
  private async createWorkspace(): Promise<void> {
    const { email, password } = this.operator;
    const create = [
      'dist/apps/auth/src/create-workspace.js',
      '--slug',
      'acme',
      '--name',
      'Acme',
      '--email',
      email,
    ];
    await this.run('auth', create, { OPERATOR_PASSWORD: password });
  }

  /** A container that stays. Resolves to its URL when it is ready. */
  async stays(
    name: 'auth' | 'resource' | 'canary',
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const { program, args, cwd } = this.container(name, this.service(name).command ?? []);
    const port = await freePort();
    const log = await open(logFileOf(name), 'a');
    const child = spawnTied(program, args, {
      deathSignal: 'SIGKILL',
      cwd,
      env: { ...this.environmentOf(name), ...env, PORT: String(port) },
      stdio: ['ignore', log.fd, log.fd],
    });
    this.started.push(child);
    await log.close();
    const url = `http://127.0.0.1:${port}`;
    if (await becomesReady(child, url)) return url;
    throw new Error(`${name} did not become ready: ${await this.log(name)}`);
  }

  private service(name: string): ComposeService {
    const service = this.services[name];
    if (!service) throw new Error(`docker-compose.yml has no ${name}`);
    return service;
  }

  private container(name: string, command: readonly string[]): Container {
    const service = this.service(name);
    const volume = service.volumes?.find((one) => one.startsWith('secrets-')) ?? '';
    return this.contain(service, command, this.secret(String(volume.split(':')[0]).replace('secrets-', '')));
  }

  private environmentOf(name: string): Record<string, string> {
    return {
      PATH,
      NODE_ENV: 'production',
      BIND_ADDRESS: '127.0.0.1',
      ...this.service(name).environment,
      METRICS_PORT: '0',
      // The tests stand where the proxy does, and so does the canary.
      TRUST_PROXY: '127.0.0.1',
      CANARY_URLS: this.resourceUrl,
    };
  }
}

/** What Caddy does, as far as the services can tell. Ends with the test. */
async function startProxy(target: string): Promise<string> {
  const proxy = createServer((incoming, answer) => {
    const { method = 'GET', url: place = '/', headers } = incoming;
    const forwarded = request(
      target + place,
      { method, headers: { ...headers, ...BY_THE_PROXY } },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    forwarded.once('error', (error) => answer.destroy(error));
    incoming.pipe(forwarded);
  });
  proxy.unref();
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
