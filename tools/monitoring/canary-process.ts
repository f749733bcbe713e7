import { freePort, type Latchkey, recordFile } from '@latchkey/testing';
import { type ChildProcess, execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { becomesReady } from '../dev/app-process.mjs';
import { ended, spawnTied, stopProcess } from '../processes/tied-process.mjs';

const dist = path.resolve(import.meta.dirname, '../../dist');
const MAY = ['auth.tokens.issue.v1', 'auth.tokens.list.v1', 'auth.tokens.revoke.v1'];
const STOP_LIMIT_MS = 10_000;

export interface CanaryChoice {
  /** By default those of every resource. */
  readonly urls?: readonly string[];
  readonly everySeconds?: number;
  readonly port?: number;
  /** By default one that is made for it. */
  readonly credential?: string;
}

/** A canary that watches a Latchkey, as a process of its own. */
export class CanaryProcess {
  readonly metricsUrl: string;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly logFile: string,
  ) {
    this.metricsUrl = `${url}/metrics`;
    child.unref();
  }

  static async start(latchkey: Latchkey, choice: CanaryChoice = {}): Promise<CanaryProcess> {
    const { urls = latchkey.resources.map(({ url }) => url), everySeconds = 1 } = choice;
    const port = choice.port ?? (await freePort());
    const { PATH, REDIS_URL, BIND_ADDRESS } = latchkey.env.auth;
    const env = {
      ...{ PATH, REDIS_URL, BIND_ADDRESS },
      SEALING_PUBLIC_KEY: latchkey.env.resource.SEALING_PUBLIC_KEY,
      CANARY_CREDENTIAL: choice.credential ?? (await credentialFor(latchkey)),
      CANARY_URLS: urls.join(','),
      CANARY_EVERY_SECONDS: String(everySeconds),
      PORT: String(port),
    };
    const logFile = recordFile(`canary-${randomUUID()}.log`);
    const log = await open(logFile, 'a');
    const child = spawnTied(process.execPath, [path.join(dist, 'apps/auth/src/canary.js')], {
      deathSignal: 'SIGKILL',
      env,
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    const canary = new CanaryProcess(child, `http://127.0.0.1:${port}`, logFile);
    if (await becomesReady(child, canary.url)) return canary;
    throw new Error(`The canary did not become ready:\n${await canary.log()}`);
  }

  log(): Promise<string> {
    return readFile(this.logFile, 'utf8');
  }

  async stop(): Promise<void> {
    const { forced } = await stopProcess(this.child, 'SIGTERM', { withinMs: STOP_LIMIT_MS });
    if (forced) throw new Error('The canary did not stop.');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await ended(this.child);
  }
}

/** As an operator makes it: `npm run services -- create …`. */
export async function credentialFor(latchkey: Latchkey): Promise<string> {
  const { PATH, AUTH_DATABASE_URL, TOKEN_PEPPERS } = latchkey.env.auth;
  const args = ['create', '--workspace', latchkey.workspace.slug, '--name', `canary-${randomUUID()}`];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(dist, 'apps/auth/src/services.js'), ...args, '--may', MAY.join(',')],
    { env: { PATH, AUTH_DATABASE_URL, TOKEN_PEPPERS } },
  );
  return (JSON.parse(stdout) as { credential: string }).credential;
}
