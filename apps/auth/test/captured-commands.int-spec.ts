import {
  closeSession,
  issueToken,
  openSession,
  refreshSession,
  revokeToken,
  type SessionTokens,
} from '@latchkey/contracts';
import { Changes } from '../src/audit/changes.js';
import { readPeppers } from '../src/keys/peppers.js';
import { ServiceAccountStore } from '../src/service-accounts/service-account.store.js';
import { ServiceAccounts } from '../src/service-accounts/service-accounts.js';
import { AuthOnTheBus } from './auth-on-the-bus.js';

/** What a program with a hand in Redis finds there, it can send again, whole. */
describe('a captured command that is sent again', () => {
  let auth: AuthOnTheBus;
  let session: SessionTokens;
  beforeAll(async () => {
    auth = await AuthOnTheBus.start();
  });
  afterAll(() => auth.stop());
  beforeEach(async () => {
    session = await auth.client.call(openSession, auth.operator);
  });

  it('issues no second token, and its caller gets the one', async () => {
    const { access_token: principal } = session;
    const call = auth.eavesdropped.call(issueToken, { name: 'Shop' }, { principal });
    const message = await auth.intercept();
    for (let time = 0; time < 3; time++) await auth.put(message);
    expect((await call).name).toBe('Shop');
    await expect(auth.count('api_tokens')).resolves.toBe(1);
  });

  it('opens no second session', async () => {
    const before = await auth.count('sessions');
    const call = auth.eavesdropped.call(openSession, auth.operator);
    const message = await auth.intercept();
    for (let time = 0; time < 3; time++) await auth.put(message);
    await call;
    await expect(auth.count('sessions')).resolves.toBe(before + 1);
  });

  it('does not end the session that it refreshed', async () => {
    const call = auth.eavesdropped.call(refreshSession, { refresh_token: session.refresh_token });
    const message = await auth.intercept();
    for (let time = 0; time < 3; time++) await auth.put(message);
    const { access_token: principal } = await call;
    await expect(auth.client.call(issueToken, { name: 'After' }, { principal })).resolves.toBeDefined();
  });

  it('keeps its secrets for its caller, who gets them sealed each time anew under his own key', async () => {
    const { access_token: principal } = session;
    const options = { principal, idempotencyKey: 'order-7' };
    const first = await auth.client.call(issueToken, { name: 'Keyed' }, options);
    await expect(auth.client.call(issueToken, { name: 'Keyed' }, options)).resolves.toEqual(first);
  });

  it('closes a session that is closed, and says so', async () => {
    const { access_token: principal } = session;
    const options = { principal, idempotencyKey: 'logout' };
    const first = await auth.client.call(closeSession, {}, options);
    const { session_id } = first;
    await expect(auth.client.call(closeSession, {}, options)).resolves.toMatchObject({ session_id });
    await expect(auth.client.call(issueToken, { name: 'Late' }, { principal })).rejects.toMatchObject({
      detail: { kind: 'unauthenticated' },
    });
  });

  it('of a service issues no second token either', async () => {
    const services = new ServiceAccounts(
      new ServiceAccountStore(auth.orm),
      new Changes(auth.orm),
      readPeppers(auth.peppers),
    );
    const may = [issueToken.pattern];
    const { id, credential } = await services.create({
      workspace: 'acme',
      name: 'billing',
      permissions: [],
      may,
    });
    const call = auth.eavesdropped.call(issueToken, { name: 'Invoices' }, { principal: credential });
    const message = await auth.intercept();
    for (let time = 0; time < 3; time++) await auth.put(message);
    expect(await call).toMatchObject({ name: 'Invoices', owner_id: id });
    const revoke = auth.client.call(revokeToken, { id: (await call).id }, { principal: credential });
    await expect(revoke).rejects.toMatchObject({ detail: { code: 'principal.not_allowed' } });
    await expect(auth.count(`api_tokens WHERE owner_id = '${id}'`)).resolves.toBe(1);
  });
});
