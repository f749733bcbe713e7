import {
  eventually,
  http,
  type Latchkey,
  startLatchkey,
  startPrivatePostgres,
  startPrivateRedis,
} from '@latchkey/testing';

describe('a Latchkey of real processes', () => {
  let latchkey: Latchkey | null;

  beforeEach(() => {
    latchkey = null;
  });
  afterEach(() => latchkey?.stop());

  it('has as many replicas as are asked for, takes in more, and the operator of each workspace can sign in', async () => {
    latchkey = await startLatchkey({ authReplicas: 2, resourceReplicas: 0 });
    const resource = await latchkey.addResource();
    expect([latchkey.auths.length, latchkey.resources.length]).toEqual([2, 1]);
    expect(new Set([...latchkey.auths, resource].map(({ url }) => url)).size).toBe(3);
    const other = await latchkey.addWorkspace('globex');
    expect(other.id).not.toBe(latchkey.workspace.id);
    for (const body of [latchkey.operator, other.operator]) {
      expect((await http(resource.url).request('POST', '/api/auth/login', { body })).status).toBe(200);
    }
  });

  it('runs on stores that the test may stop', async () => {
    const [postgres, redis] = await Promise.all([startPrivatePostgres(), startPrivateRedis()]);
    latchkey = await startLatchkey({ postgres, redis });
    const auth = http(String(latchkey.auths[0]?.url));
    await postgres.stop('crash');
    await eventually(async () => (await auth.request('GET', '/health/ready')).status === 503);
    await postgres.start();
    await eventually(async () => (await auth.request('GET', '/health/ready')).status === 200);
    await latchkey.stop();
    latchkey = null;
    await Promise.all([postgres.stop(), redis.stop()]);
  });

  it('fails the test at its end when a process had died by itself', async () => {
    const doomed = await startLatchkey({ resourceReplicas: 0 });
    process.kill(Number(doomed.auths[0]?.pid), 'SIGKILL');
    await eventually(async () => (await doomed.auths[0]?.misbehaviour()) !== null);
    await expect(doomed.stop()).rejects.toThrow('auth ended by itself (SIGKILL)');
  });

  it('does not mind a process that the test itself killed', async () => {
    latchkey = await startLatchkey({ resourceReplicas: 0 });
    await latchkey.auths[0]?.kill();
  });
});
