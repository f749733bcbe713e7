import { adviceOnName } from './token-names.js';

const ADVICE = 'Say where it is used, as in: Production Website Integration';

describe('a token’s name', () => {
  it.each([
    { name: 'Token 1', why: 'it is the bad example (Q7)' },
    { name: 'token', why: 'each of them is one' },
    { name: 'Token1', why: 'the space makes no difference' },
    { name: 'Token #2', why: 'nor does a sign before the number' },
    { name: 'TOKEN-17', why: 'nor do letter case and hyphens' },
    { name: '  my_token  ', why: 'whose, is known' },
    { name: 'key', why: 'each of them is one' },
    { name: 'API key', why: 'each of them is one' },
    { name: 'New API Token', why: 'each of them was once' },
    { name: 'test', why: 'of what?' },
    { name: 'Test token 3', why: 'of what?' },
    { name: 'default', why: 'for what?' },
    { name: 'foo', why: 'it is a placeholder' },
    { name: '12345', why: 'it is a number' },
    { name: 'abc', why: 'three letters say little' },
    { name: '#-!?', why: 'signs say nothing' },
    { name: 'x', why: 'one says less' },
    { name: '🔑🔑🔑', why: 'three are three, however many bytes they take' },
  ])('$name gets advice: $why', ({ name }) => {
    expect(adviceOnName(name)).toEqual([ADVICE]);
  });

  it.each([
    { name: 'Production Website Integration', why: 'it is the good example (Q7)' },
    { name: 'Test environment of the shop', why: 'it says of what' },
    { name: 'Token of the billing service', why: 'it says whose' },
    { name: 'Keycloak', why: 'a beginning is not the whole' },
    { name: 'Shop', why: 'four letters may be enough' },
    { name: 'Testimonials', why: 'a beginning is not the whole' },
    { name: 'Zapier 2', why: 'a number beside a name is a number' },
    { name: '本番サイト連携', why: 'not every name is English' },
  ])('$name gets none: $why', ({ name }) => {
    expect(adviceOnName(name)).toEqual([]);
  });
});
