import { type HttpClient, type Latchkey, startLatchkey } from '@latchkey/testing';
import { apiOf, OperatorDesk } from './acting.js';

const RECEIPT =
  /^effective; changed_at=\d{4}-[\d:.T-]+Z; effective_at=\d{4}-[\d:.T-]+Z; acknowledged=\d+; lapsed=\d+$/;

describe('the receipt of a change', () => {
  let latchkey: Latchkey;
  let api: HttpClient;
  let desk: OperatorDesk;
  beforeAll(async () => {
    latchkey = await startLatchkey();
    api = apiOf(latchkey);
    desk = await OperatorDesk.open(api, latchkey.operator);
  });
  afterAll(() => latchkey.stop());

  it('comes in a header with what changes what guards remember, also again, and is not in the body', async () => {
    const { id } = await desk.create({ name: 'Shop' });
    const answers = [
      await desk.manage('PATCH', `/${id}`, { name: 'Other' }),
      await desk.manage('PATCH', `/${id}`, { name: 'Other' }),
      await desk.manage('DELETE', `/${id}`),
      await desk.manage('DELETE', `/${id}`),
      await api.request('POST', '/api/auth/logout', { token: desk.session.access_token }),
    ];
    for (const { status, headers, text } of answers) {
      expect(status).toBe(200);
      expect(headers.get('x-change-receipt')).toMatch(RECEIPT);
      expect(text).not.toContain('receipt');
    }
  });

  it('does not come with issuing or signing in', async () => {
    const { email, password } = latchkey.operator;
    const login = await api.request('POST', '/api/auth/login', { body: { email, password } });
    expect(login.headers.get('x-change-receipt')).toBeNull();
    desk = await OperatorDesk.open(api, latchkey.operator);
    const issued = await desk.manage('POST', '', { name: 'New' });
    expect([issued.status, issued.headers.get('x-change-receipt')]).toEqual([201, null]);
  });
});
