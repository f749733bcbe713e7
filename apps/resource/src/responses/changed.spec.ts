import { receiptText } from './changed.js';

describe('the receipt in a header', () => {
  it('says when a change was made and was effective, and what guards did', () => {
    expect(
      receiptText({
        state: 'effective',
        changed_at: '2026-11-22T09:00:00.000Z',
        effective_at: '2026-11-22T09:00:00.012Z',
        acknowledged: 7,
        lapsed: 1,
      }),
    ).toBe(
      'effective; changed_at=2026-11-22T09:00:00.000Z; effective_at=2026-11-22T09:00:00.012Z; acknowledged=7; lapsed=1',
    );
  });

  it('says that nobody can tell yet', () => {
    expect(receiptText({ state: 'pending', changed_at: '2026-11-22T09:00:00.000Z' })).toBe(
      'pending; changed_at=2026-11-22T09:00:00.000Z',
    );
  });
});
