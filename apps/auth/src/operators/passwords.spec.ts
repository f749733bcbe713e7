import { testPassword } from '@latchkey/testing';
import { Refusal } from '@latchkey/contracts';

/** The hashes that were asked for and not yet answered; the real ones take no longer than it pleases them. */
const running: { stored?: string; finish: () => void }[] = [];
const work = <Result>(result: Result, stored?: string): Promise<Result> =>
  new Promise((resolve) => {
    running.push({
      ...(stored !== undefined && { stored }),
      finish: () => {
        resolve(result);
      },
    });
  });
/** Its types are missing in @types/jest. */
const { unstable_mockModule: mockModule } = import.meta.jest as unknown as {
  readonly unstable_mockModule: (module: string, make: () => object) => void;
};
const actual = await import('@node-rs/argon2');
mockModule('@node-rs/argon2', () => ({
  ...actual,
  hash: (password: string) => work(`hash of ${password.length} characters`),
  verify: (stored: string) => work(true, stored),
}));
const { Passwords } = await import('./passwords.js');

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const finishAll = async (): Promise<void> => {
  await settled();
  while (running.length > 0) {
    running.splice(0).forEach(({ finish }) => {
      finish();
    });
    await settled();
  }
};
const start = (
  passwords: InstanceType<typeof Passwords>,
  count: number,
): Promise<PromiseSettledResult<boolean>[]> =>
  Promise.allSettled(Array.from({ length: count }, () => passwords.matches('stored', testPassword())));

beforeEach(() => running.splice(0));

describe('hashes', () => {
  it('are made two at a time, and the others follow in turn', async () => {
    const answers = start(new Passwords(), 5);
    await settled();
    expect(running).toHaveLength(2);
    running.shift()?.finish();
    await settled();
    expect(running).toHaveLength(2);
    await finishAll();
    expect((await answers).every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('wait fifty at a time; who comes then is told to come again, and nobody else', async () => {
    const passwords = new Passwords();
    const first = start(passwords, 2);
    await settled();
    const waiting = start(passwords, 50);
    await settled();
    const [tooMany] = await start(passwords, 1);
    expect(tooMany).toMatchObject({ status: 'rejected', reason: { kind: 'unavailable' } });
    expect((tooMany as PromiseRejectedResult).reason).toBeInstanceOf(Refusal);

    await finishAll();
    const others = [...(await first), ...(await waiting)];
    expect(others.filter(({ status }) => status === 'fulfilled')).toHaveLength(52);
    const later = start(passwords, 1);
    await finishAll();
    expect(await later).toEqual([{ status: 'fulfilled', value: true }]);
  });
});

describe('an operator who does not exist', () => {
  it('costs a hash like any other, and is never let in', async () => {
    const passwords = new Passwords();
    const initialised = passwords.onModuleInit();
    await finishAll();
    await initialised;

    const isLetIn = passwords.matches(null, testPassword());
    await settled();
    expect(running).toHaveLength(1);
    expect(running[0]?.stored).toMatch(/^hash of /);
    await finishAll();
    await expect(isLetIn).resolves.toBe(false);
  });
});

describe('a stored password', () => {
  it('is argon2id with OWASP’s parameters, and differs each time', async () => {
    import.meta.jest.resetModules();
    mockModule('@node-rs/argon2', () => actual);
    const { Passwords: Real } = await import('./passwords.js');
    const passwords = new Real();
    const password = testPassword();
    const [one, other] = [await passwords.hash(password), await passwords.hash(password)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    await expect(passwords.matches(one, password)).resolves.toBe(true);
    await expect(passwords.matches(one, testPassword())).resolves.toBe(false);
  });
});
