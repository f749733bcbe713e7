import { type Exchange } from './http-exchange.js';
import { deliveryOf } from './whatsapp-answers.js';

const now = Date.parse('2026-11-22T09:00:00Z');
const answered = (status: number, body: unknown, retryAfter?: string): Exchange => ({
  kind: 'answered',
  status,
  retryAfter,
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const error = (code: unknown, more: object = {}) => ({ error: { code, message: '(#1) No', ...more } });

/** The table in docs/messages.md. */
describe('what WhatsApp answers', () => {
  it.each<[why: string, exchange: Exchange, outcome: string]>([
    ['no connection', { kind: 'not_reached', why: 'refused' }, 'not_now'],
    ['a connection that broke', { kind: 'left_open', why: 'reset' }, 'unknown'],
    ['an id', answered(200, { messages: [{ id: 'wamid.x' }] }), 'accepted'],
    [
      'an id, held back for a moment',
      answered(200, { messages: [{ id: 'w', message_status: 'held' }] }),
      'accepted',
    ],
    ['no message', answered(200, { messages: [] }), 'unknown'],
    ['an id that is none', answered(200, { messages: [{ id: 7 }] }), 'unknown'],
    ['an id that cannot be stored', answered(200, { messages: [{ id: 'a\0' }] }), 'unknown'],
    ['a list of nothing', answered(200, { messages: [null] }), 'unknown'],
    ['null', answered(200, 'null'), 'unknown'],
    ['HTML', answered(200, '<html>'), 'unknown'],
    ['nothing', answered(204, ''), 'unknown'],
    ['an error with 200', answered(200, error(131026)), 'unknown'],
    ['429 alone', answered(429, '<html>'), 'not_now'],
    ...[4, 80007, 130429, 131048, 131056].map((code): [string, Exchange, string] => [
      `the limit ${code}`,
      answered(400, error(code)),
      'not_now',
    ]),
    ...[2, 131016, 131057, 133004].map((code): [string, Exchange, string] => [
      `the outage ${code}`,
      answered(503, error(code)),
      'not_now',
    ]),
    ['a token that has expired', answered(401, error(190)), 'not_now'],
    ...[100, 131026, 131047, 132000].map((code): [string, Exchange, string] => [
      `the refusal ${code}`,
      answered(400, error(code)),
      'refused',
    ]),
    ['404 of somebody else', answered(404, 'Not here'), 'refused'],
    ['a redirection', answered(302, ''), 'refused'],
    ['something went wrong', answered(400, error(131000)), 'unknown'],
    ['an unknown error', answered(400, error(1)), 'unknown'],
    ['an error of another kind', answered(500, error(99_999)), 'unknown'],
    ['a bad gateway', answered(502, '<html>'), 'unknown'],
    ['a code that is a text', answered(503, error('131016')), 'unknown'],
    ['408', answered(408, ''), 'unknown'],
  ])('%s', (_why, exchange, outcome) => {
    expect(deliveryOf(exchange, now).outcome).toBe(outcome);
  });

  it.each([
    ['7', 7_000],
    ['Sun, 22 Nov 2026 09:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 08:00:00 GMT', 0],
    ['soon', null],
    ['-1', 0],
    [undefined, null],
  ])('is asked again after Retry-After: %s', (retryAfter, retryAfterMs) => {
    expect(deliveryOf(answered(429, error(4), retryAfter), now)).toMatchObject({ retryAfterMs });
  });

  it('is told in its own words, with its code, at most 500 characters long', () => {
    const details = error(131026, { error_data: { details: `Old version\0 ${'x'.repeat(600)}` } });
    const delivery = deliveryOf(answered(400, details), now);
    expect(delivery).toMatchObject({ outcome: 'refused', reason: { code: '131026' } });
    const { text } = (delivery as { reason: { text: string } }).reason;
    expect(text).toMatch(/^\(#1\) No: Old version x+$/);
    expect(text).toHaveLength(500);
  });

  it('leaves a person with something to do where nobody can tell', () => {
    expect(deliveryOf({ kind: 'left_open', why: 'the connection failed (ECONNRESET)' }, now)).toEqual({
      outcome: 'unknown',
      reason: {
        code: null,
        text: 'Of the request to WhatsApp, the connection failed (ECONNRESET), so WhatsApp may have taken it: ask the recipient, or look in WhatsApp Manager, before you send it again',
      },
    });
  });
});
