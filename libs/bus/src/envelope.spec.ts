import { readReply, readRequest, type RequestEnvelope } from './envelope.js';

const request: RequestEnvelope = {
  id: '1',
  kind: 'command',
  pattern: 'auth.tokens.issue.v1',
  budget_ms: 500,
  reply_to: 'latchkey:bus:reply:x',
  body: '{}',
};

describe('a request', () => {
  it('is read with what it may hold and with what later versions add', () => {
    const message = {
      ...request,
      principal: { enc: '', ct: '' },
      seal_reply_to: 'key',
      traceparent: '00-a-b-01',
    };
    expect(readRequest(JSON.stringify(message))).toEqual(message);
  });

  it.each<[string, object]>([
    ...Object.keys(request).map((field): [string, object] => [`without ${field}`, { [field]: undefined }]),
    ['whose id is a number', { id: 1 }],
    ['whose id is endless', { id: 'x'.repeat(201) }],
    ['whose id has two lines', { id: '1\n2' }],
    ['whose idempotency key has two lines', { idempotency_key: '\n42' }],
    ['whose reply goes to two lines', { reply_to: 'latchkey:bus:reply:x\n' }],
    ['whose kind is unknown', { kind: 'event' }],
    ['whose pattern is an object', { pattern: {} }],
    ['whose budget is a text', { budget_ms: '500' }],
    ['whose principal is in clear', { principal: 'a token' }],
    ['whose reply key is an object', { seal_reply_to: {} }],
    ['whose body is not kept as text', { body: {} }],
  ])('is none %s', (_, changes) => {
    expect(readRequest(JSON.stringify({ ...request, ...changes }))).toBeNull();
  });

  it.each([undefined, '', '{', 'null', '1', '[]', '"text"'])('is none as %j', (json) => {
    expect(readRequest(json)).toBeNull();
  });
});

describe('a reply', () => {
  it.each([
    { id: '1', body: null },
    { id: '1', error: null },
  ])('is read: %j', (reply) => {
    expect(readReply(JSON.stringify(reply))).toEqual(reply);
  });

  it.each(['', 'null', '[]', '{}', '{"id":"1"}', '{"id":1,"body":1}', '{"body":1}'])(
    'is none as %j',
    (json) => {
      expect(readReply(json)).toBeNull();
    },
  );
});
