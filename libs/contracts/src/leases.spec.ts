import { type Acknowledgement, acknowledgementOf, readAcknowledgement } from './leases.js';

const said: Acknowledgement = {
  guard_id: '0198c5a2-0000-7000-8000-000000000001',
  number: 1234,
  entry_id: '0198c5a2-0000-7000-8000-000000000002',
};

describe('an acknowledgement', () => {
  it('is read as it was said', () => {
    const text = acknowledgementOf(said);
    expect(text).toBe(`${said.guard_id} at 1234 ${said.entry_id}`);
    expect(readAcknowledgement(text)).toEqual(said);
  });

  it.each([
    '',
    'log at 1234',
    `${said.guard_id} at 1234`,
    `${said.guard_id} at -1 ${said.entry_id}`,
    `${said.guard_id} at 12345678901234567890 ${said.entry_id}`,
    `${'-'.repeat(36)} at 1234 ${said.entry_id}`,
    `${said.guard_id} at 1234 ${'-'.repeat(36)}`,
    `${said.guard_id} at 1234 ${said.entry_id} `,
  ])('is not this: %s', (text) => {
    expect(readAcknowledgement(text)).toBeNull();
  });
});
