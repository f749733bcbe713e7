import { http, type Latchkey, startLatchkey } from '@latchkey/testing';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const script = path.resolve(import.meta.dirname, '../../docs/examples/plain-client.mjs');

interface Session {
  readonly data: { readonly access_token: string };
}

describe('a client that knows the document only', () => {
  let latchkey: Latchkey;
  let accessToken: string;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    const body = { ...latchkey.operator };
    const { json } = await http(url()).request<Session>('POST', '/api/auth/login', { body });
    accessToken = json.data.access_token;
  });
  afterAll(() => latchkey.stop());

  const url = (): string => latchkey.resources[0]?.url ?? '';

  /** What it prints stays in this process: it may be a token. */
  async function run(words: string[], secrets: Record<string, string> = {}): Promise<unknown> {
    const { REDIS_URL, SEALING_PUBLIC_KEY } = latchkey.env.resource;
    const env = { PATH: process.env.PATH, REDIS_URL, SEALING_PUBLIC_KEY, ...secrets };
    const ended = promisify(execFile)(process.execPath, [script, ...words], { env, timeout: 20_000 });
    const printed = await ended.then(
      ({ stdout }) => stdout,
      (failed: unknown) => {
        const { stdout, code } = failed as { readonly stdout?: string; readonly code?: unknown };
        if (stdout) return stdout;
        throw new Error(`plain-client ended with ${String(code)} and printed nothing`);
      },
    );
    return JSON.parse(printed) as unknown;
  }

  it('uses nothing of ours', async () => {
    const text = await readFile(script, 'utf8');
    const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    expect(imports.sort()).toEqual(['ioredis', 'node:crypto', 'node:fs']);
    expect(text).not.toMatch(/import\(|require\(/);
  });

  it('issues a token, which then works, and verifies it', async () => {
    const issued = (await run(['issue', 'From afar'], { ACCESS_TOKEN: accessToken })) as {
      readonly key: string;
      readonly name: string;
    };
    expect(issued.name).toBe('From afar');
    const answer = await http(url()).request('GET', '/api/contacts', { token: issued.key });
    expect(answer.status).toBe(200);
    await expect(run(['verify'], { TOKEN: issued.key })).resolves.toMatchObject({
      outcome: 'valid',
      identity: { kind: 'token', name: 'From afar' },
    });
  });

  it('hears that a token is not good', async () => {
    const verdict = { outcome: 'invalid', reason: 'unknown' };
    await expect(run(['verify'], { TOKEN: 'nobody made this' })).resolves.toMatchObject(verdict);
  });

  it('hears why a command is refused', async () => {
    await expect(run(['issue', ''], { ACCESS_TOKEN: accessToken })).resolves.toMatchObject({
      code: 'request.invalid',
      errors: { name: expect.any(Array) as unknown },
    });
    await expect(run(['issue', 'Nobody'], { ACCESS_TOKEN: 'no access token' })).resolves.toMatchObject({
      code: 'principal.invalid',
    });
  });
});
