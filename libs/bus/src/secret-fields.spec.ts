import { openFields, sealFields } from './secret-fields.js';
import { type Sealed } from './sealing.js';

const boxed = (text: string, field: string): Sealed => ({ enc: field, ct: text });
const unboxed = ({ enc, ct }: Sealed, field: string): string => `${enc}=${field}:${ct}`;

describe('secret fields', () => {
  const body = { email: 'ada', password: 'secret', pin: null };

  it('are sealed one by one; the rest, and what is absent or null, stays as it is', () => {
    expect(sealFields(body, ['password', 'pin', 'hint'], boxed)).toEqual({
      email: 'ada',
      password: { enc: 'password', ct: 'secret' },
      pin: null,
    });
    expect(body.password).toBe('secret');
  });

  it('are opened one by one', () => {
    const sealed = { email: 'ada', password: { enc: 'e', ct: 'c' }, pin: null };
    expect(openFields(sealed, ['password', 'pin', 'hint'], unboxed)).toEqual({
      email: 'ada',
      password: 'e=password:c',
      pin: null,
    });
  });

  it('may be empty', () => {
    expect(sealFields({ pin: '' }, ['pin'], boxed)).toEqual({ pin: { enc: 'pin', ct: '' } });
  });

  it.each([1234, true, {}, ['secret']])('are refused when they are no text, as %j', (value) => {
    expect(() => sealFields({ pin: value }, ['pin'], boxed)).toThrow('pin is a secret and must be a text');
  });

  it.each(['in clear', '', 0, {}, { ct: 'c' }])('are refused when they come in clear, as %j', (value) => {
    expect(() => openFields({ pin: value }, ['pin'], unboxed)).toThrow('pin is a secret and must be sealed');
  });
});
