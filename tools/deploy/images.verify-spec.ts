import { type HttpClient } from '@latchkey/testing';
import { execFileSync } from 'node:child_process';
import { OperatorDesk } from '../../apps/resource/test/acting.js';
import { BuiltImages } from './built-images.js';
import { ComposeRun } from './compose-run.js';

const MINUTES_MS = 60_000;

/** As root alone: what an engine does takes its rights. */
describe('the images', () => {
  let images: BuiltImages;
  let run: ComposeRun;
  let api: HttpClient;
  beforeAll(async () => {
    images = await BuiltImages.build(process.env);
    ({ run, api } = await ComposeRun.start(images.contain));
  }, 15 * MINUTES_MS);
  afterAll(async () => {
    await run.stop();
    await images.remove();
  }, MINUTES_MS);

  it('run on the Node that the Dockerfile names', () => {
    expect(images.nodeVersion()).toMatch(/^v24\./);
  });

  it('serve with production packages alone, as an unprivileged user, on a file system that cannot be written to', async () => {
    const desk = await OperatorDesk.open(api, run.operator);
    const { id, key } = await desk.create({ name: 'Images' });
    const status = async (): Promise<number> =>
      (await api.request('GET', '/api/contacts', { token: key })).status;
    expect(await status()).toBe(200);
    await desk.setActive(id, false);
    expect(await status()).toBe(401);
    expect((await api.request('GET', '/docs')).status).toBe(200);
  });

  it('write what is uploaded where they may, and nothing anywhere else', async () => {
    const desk = await OperatorDesk.open(api, run.operator);
    const { key } = await desk.create({ name: 'Uploads' });
    const boundary = 'the-end';
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nHello, that is a file.\r\n--${boundary}--\r\n`;
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const answer = await api.request('POST', '/api/messages/media/upload', {
      token: key,
      csv: file,
      headers,
    });
    expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  });

  it('are isolated as here: the check would see a file that is written, and another user', () => {
    const { program, args } = images.contain(
      { image: 'latchkey/auth:0.1.0' },
      ['node', '-e', PROBE],
      run.secret('auth'),
    );
    expect(JSON.parse(execFileSync(program, [...args], { encoding: 'utf8' }))).toEqual({
      user: 10_001,
      capabilities: '0000000000000000',
      written: [],
    });
  });
});

const PROBE = `const fs = require('node:fs');
const written = ['/', '/mnt', '/tmp', '/var/tmp', '/dev/shm', '/srv'].filter((place) => {
  try { fs.writeFileSync(place + '/probe', ''); return true; } catch { return false; }
});
const capabilities = /CapBnd:\\s+(\\w+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
console.log(JSON.stringify({ user: process.getuid(), capabilities, written }));`;
