import { valid } from '@latchkey/contracts';
import { randomUUID } from 'node:crypto';
import { FakeClock } from '../../test/fake-clock.js';
import { aToken } from '../../test/guarded-app.js';
import { digestOf } from '../../test/scripted-guard.js';
import { type NewRecord, RecordCache } from './record-cache.js';

const clock = new FakeClock();
let cache: RecordCache;
beforeEach(() => (cache = new RecordCache(1_000_000)));

const record = (
  token: string,
  owner: string,
  workspace: string,
  terms: Partial<NewRecord> = {},
): NewRecord => ({
  verdict: valid(
    aToken({ id: token, owner: { id: owner, permissions: [] }, workspace: { id: workspace, slug: 'acme' } }),
  ),
  dependsOn: [token, owner, workspace],
  asked: clock.now(),
  livesMs: null,
  ...terms,
});
const known = (...names: string[]): string[] =>
  names.filter((name) => cache.get(digestOf(name), clock.now()) !== undefined);

describe('a record', () => {
  it('ends with any of the things that it depends on, and with no other', () => {
    cache.set(digestOf('a'), record('token a', 'owner 1', 'workspace 1'));
    cache.set(digestOf('b'), record('token b', 'owner 1', 'workspace 1'));
    cache.set(digestOf('c'), record('token c', 'owner 2', 'workspace 1'));
    cache.set(digestOf('d'), record('token d', 'owner 3', 'workspace 2'));
    cache.end('token a');
    expect(known('a', 'b', 'c', 'd')).toEqual(['b', 'c', 'd']);
    cache.end('owner 2');
    expect(known('a', 'b', 'c', 'd')).toEqual(['b', 'd']);
    cache.end('workspace 1');
    expect(known('a', 'b', 'c', 'd')).toEqual(['d']);
  });

  it('that comes after a change stays, also while others of before are still there', () => {
    cache.set(digestOf('a'), record('token a', 'owner', 'workspace'));
    cache.end('owner');
    cache.set(digestOf('b'), record('token b', 'owner', 'workspace'));
    expect(known('a', 'b')).toEqual(['b']);
    cache.end('owner');
    expect(known('a', 'b')).toEqual([]);
  });

  it('of a thing that belongs to another than before ends those that say what it was', () => {
    cache.set(digestOf('a'), record('token a', 'owner 1', 'workspace 1'));
    cache.set(digestOf('b'), record('token b', 'owner 1', 'workspace 1'));
    cache.set(digestOf('c'), record('token c', 'owner 1', 'workspace 2'));
    expect(known('a', 'b', 'c')).toEqual(['c']);
    cache.set(digestOf('a'), record('token a', 'owner 1', 'workspace 2'));
    cache.end('workspace 2');
    expect(known('a', 'b', 'c')).toEqual([]);
    expect([cache.size, cache.tagCount]).toEqual([0, 0]);
  });

  it('says what auth said, whatever it holds in common with others', () => {
    const mine = record('token a', 'owner', 'workspace');
    cache.set(digestOf('a'), mine);
    const others = valid(
      aToken({ id: 'token b', owner: { id: 'owner', permissions: ['admin'] }, abilities: ['contacts.read'] }),
    );
    cache.set(digestOf('b'), record('token b', 'owner', 'workspace', { verdict: others }));
    expect(cache.get(digestOf('a'), clock.now())).toEqual(mine.verdict);
    expect(cache.get(digestOf('b'), clock.now())).toEqual(others);
  });

  it.each(['monotonic', 'wall'])(
    'ends by itself when the %s clock says so, counted from the question',
    async (which) => {
      const asked = clock.now();
      await clock.pass(900);
      cache.set(digestOf('a'), record('token', 'owner', 'workspace', { asked, livesMs: 1_000 }));
      await clock.pass(99);
      expect(known('a')).toEqual(['a']);
      if (which === 'wall') clock.suspend(1);
      else await clock.pass(1);
      expect(known('a')).toEqual([]);
      expect(cache.size).toBe(0);
    },
  );
});

describe('what things are depended on', () => {
  it('is forgotten with the last record that does', () => {
    const small = new RecordCache(20_000);
    for (let n = 0; n < 1_000; n++) {
      small.set(digestOf(`${n}`), record(randomUUID(), randomUUID(), randomUUID()));
      if (n % 3 === 0) small.set(digestOf(`${n}`), record(randomUUID(), randomUUID(), randomUUID()));
    }
    expect(small.size).toBeGreaterThan(5);
    expect(small.tagCount).toBe(3 * small.size);
    expect(small.bytes).toBeLessThanOrEqual(20_000);
    small.clear();
    expect(small.tagCount).toBe(0);
  });

  it('is not forgotten while another record does', () => {
    cache.set(digestOf('a'), record('token a', 'owner', 'workspace'));
    cache.set(digestOf('b'), record('token b', 'owner', 'workspace'));
    cache.delete(digestOf('a'));
    cache.end('owner');
    expect(known('b')).toEqual([]);
  });

  it('is not held by a record that is larger than all the room there is', () => {
    const tiny = new RecordCache(500);
    tiny.set(digestOf('a'), record('token', 'owner', 'workspace'));
    expect([tiny.size, tiny.tagCount]).toEqual([0, 0]);
  });

  it('may change 300 times a second with 100,000 tokens known: a change costs no look at each', () => {
    const large = new RecordCache(1_000_000_000);
    const workspace = randomUUID();
    for (let n = 0; n < 100_000; n++) large.set(String(n), record(`t${n}`, `o${n % 1_000}`, workspace));
    const began = process.cpuUsage();
    for (let n = 0; n < 300; n++) {
      large.end(`t${n}`);
      large.end(`o${n}`);
      large.end(workspace);
    }
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(50);
    expect(large.get('99999', clock.now())).toBeUndefined();
  });
});
