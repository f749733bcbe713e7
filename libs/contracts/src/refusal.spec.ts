import { Refusal, type RefusalKind } from './refusal.js';

const overTheWire = (refusal: Refusal): Refusal | null =>
  Refusal.fromWire(JSON.parse(JSON.stringify(refusal.toWire())));

describe('a refusal', () => {
  it.each<RefusalKind>([
    'invalid',
    'unauthenticated',
    'forbidden',
    'not_found',
    'conflict',
    'too_many',
    'unavailable',
  ])('that is %s arrives as it was sent', (kind) => {
    const arrived = overTheWire(new Refusal(kind, 'token.some_code', 'Some message'));
    expect(arrived).toBeInstanceOf(Refusal);
    expect(arrived).toMatchObject({ kind, code: 'token.some_code', message: 'Some message' });
    expect(arrived?.errors).toBeUndefined();
  });

  it('brings its reasons by field along', () => {
    const errors = { name: ['must be a text', 'must not be blank'], expires_at: ['must be in the future'] };
    expect(overTheWire(Refusal.invalid(errors))?.errors).toEqual(errors);
  });

  it('sends no stack and nothing else of its inside', () => {
    const sent = new Refusal('conflict', 'token.taken', 'Taken').toWire();
    expect(sent).toEqual({ kind: 'conflict', code: 'token.taken', message: 'Taken' });
    expect(Object.keys(sent)).toEqual(['kind', 'code', 'message']);
  });
});

describe('what arrives in place of a refusal', () => {
  const good = { kind: 'conflict', code: 'a.code', message: 'A message' };

  it.each([
    { sent: undefined, why: 'nothing came' },
    { sent: null, why: 'null is not an object' },
    { sent: 'unavailable', why: 'a text is not an object' },
    { sent: 503, why: 'a number is not an object' },
    { sent: [], why: 'a list has no kind' },
    { sent: { kind: 'defect', message: 'Internal error' }, why: 'a defect is no refusal' },
    { sent: { ...good, kind: 'valid' }, why: 'the kind is unknown' },
    { sent: { ...good, kind: 'toString' }, why: 'the kind is a name that every object knows' },
    { sent: { ...good, kind: ['conflict'] }, why: 'the kind only looks like one when printed' },
    { sent: { ...good, kind: undefined }, why: 'the kind is missing' },
    { sent: { ...good, code: 7 }, why: 'the code is not a text' },
    { sent: { ...good, code: undefined }, why: 'the code is missing' },
    { sent: { ...good, message: { text: 'A message' } }, why: 'the message is not a text' },
    { sent: { ...good, message: undefined }, why: 'the message is missing' },
  ])('is taken for a defect at the other end when $why', ({ sent }) => {
    expect(Refusal.fromWire(sent)).toBeNull();
  });

  it.each([{ errors: 'text' }, { errors: { name: 'text' } }, { errors: { name: [7] } }, { errors: [[7]] }])(
    'passes on no reasons that are none: $errors',
    ({ errors }) => {
      expect(Refusal.fromWire({ ...good, errors })?.errors).toBeUndefined();
    },
  );

  it('says when to try again, if it knows', () => {
    const sent = JSON.parse(JSON.stringify(Refusal.tooMany('Too many', 30).toWire())) as unknown;
    expect(Refusal.fromWire(sent)).toMatchObject({ kind: 'too_many', retryAfter: 30 });
    expect(Refusal.fromWire({ ...good, retry_after: 'soon' })?.retryAfter).toBeUndefined();
  });

  it('may know more than we do, as that of a newer version', () => {
    expect(Refusal.fromWire({ ...good, hint: 'new' })).toMatchObject(good);
  });
});
