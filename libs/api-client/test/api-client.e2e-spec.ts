import { latchkeyApi } from '@latchkey/api-client';
import { type Latchkey, startLatchkey } from '@latchkey/testing';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describedApi } from '../../../tools/openapi/generate.mjs';

const program = path.resolve(import.meta.dirname, '../../../tools/openapi/generate.mjs');

describe('the typed client', () => {
  let latchkey: Latchkey;
  let url: string;
  let document: object;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    url = latchkey.resources[0]?.url ?? '';
    document = (await (await fetch(`${url}/docs/openapi.json`)).json()) as object;
  });
  afterAll(() => latchkey.stop());

  it('has the types of the reference that the service serves', async () => {
    expect(await describedApi()).toEqual(document);
    await promisify(execFile)(process.execPath, [program, '--check']);
  });

  it('asks with a token, and answers refusals as data', async () => {
    const signIn = await latchkeyApi({ url }).POST('/api/auth/login', { body: latchkey.operator });
    const token = signIn.data?.data.access_token;
    const api = latchkeyApi({ url, ...(token !== undefined && { token }) });
    const made = await api.POST('/api/contacts', { body: { firstname: 'Ada', phone: '+15550100' } });
    const { id = '' } = made.data?.data ?? {};
    const single = { params: { path: { workspace: 'acme', id } } };
    const read = await api.GET('/api/v1/{workspace}/contacts/{id}', single);
    expect(read.data).toEqual(made.data);
    const listed = await api.GET('/api/contacts', { params: { query: { limit: 1, sort: 'firstname' } } });
    expect(listed.data).toEqual({ status: 'success', data: [read.data?.data], meta: { next_cursor: null } });
    expect((await api.DELETE('/api/v1/{workspace}/contacts/{id}', single)).response.status).toBe(200);
    const missing = await api.GET('/api/v1/{workspace}/contacts/{id}', single);
    expect(missing.response.status).toBe(404);
    expect(missing.error).toEqual({ status: 'error', message: 'Contact not found' });
  });

  it('does not let what the API would refuse be compiled', () => {
    const api = latchkeyApi({ url });
    const unsent = (): unknown[] => [
      // @ts-expect-error A contact has a phone number.
      api.POST('/api/contacts', { body: { firstname: 'Ada' } }),
      // @ts-expect-error There is no such endpoint.
      api.GET('/api/kontakte'),
    ];
    expect(unsent).toBeDefined();
  });
});
