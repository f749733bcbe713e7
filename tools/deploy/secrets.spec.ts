import { isServiceCredential } from '@latchkey/token-format';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { newServiceCredential } from '../keys.mjs';
import { IN_COMPOSE, writeSecrets } from './secrets.mjs';

describe('the secrets of a deployment', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'latchkey-secrets-'));
    await writeSecrets(folder, IN_COMPOSE);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const text = (file: string): Promise<string> => readFile(path.join(folder, file), 'utf8');
  const variables = async (file: string): Promise<NodeJS.Dict<string>> => parseEnv(await text(file));

  it('have credentials as services take them, never the same twice', () => {
    const credentials = Array.from({ length: 200 }, newServiceCredential);
    expect(credentials.filter((credential) => !isServiceCredential(credential))).toEqual([]);
    expect(new Set(credentials).size).toBe(200);
  });

  it('give the canary what its account is made with, a user of its own at Redis, and nothing of auth’s', async () => {
    const [canary, account] = await Promise.all([
      variables('canary/canary.env'),
      variables('canary-account/account.env'),
    ]);
    expect(Object.keys(canary).sort()).toEqual(['CANARY_CREDENTIAL', 'REDIS_URL', 'SEALING_PUBLIC_KEY']);
    expect(isServiceCredential(String(canary.CANARY_CREDENTIAL))).toBe(true);
    expect(account.SERVICE_CREDENTIAL).toBe(canary.CANARY_CREDENTIAL);
    expect(canary.REDIS_URL).toMatch(/^redis:\/\/service-canary:/);
    expect(await text('redis/users.acl')).toMatch(/^user service-canary on /m);
  });

  it('are added to where they were made for a version that needed fewer', async () => {
    const kept = await variables('kept/secrets.env');
    const older = Object.entries(kept).filter(([name]) => !name.includes('CANARY'));
    await writeFile(
      path.join(folder, 'kept/secrets.env'),
      older.map(([name, value]) => `${name}=${value}\n`).join(''),
    );
    await writeSecrets(folder, IN_COMPOSE);
    const now = await variables('kept/secrets.env');
    expect(now).toEqual({ ...now, ...Object.fromEntries(older) });
    expect(Object.keys(now).sort()).toEqual(Object.keys(kept).sort());
  });
});
