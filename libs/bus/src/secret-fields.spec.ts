import { openFields, sealFields } from './secret-fields.js';
import { type Sealed } from './sealing.js';

const boxed = (text: string, field: string): Promise<Sealed> => Promise.resolve({ enc: field, ct: text });
const unboxed = ({ enc, ct }: Sealed, field: string): Promise<string> =>
  Promise.resolve(`${enc}=${field}:${ct}`);

describe('secret fields', () => {
  const body = { email: 'ada', password: 'secret', pin: null };

  it('are sealed one by one; the rest, and what is absent or null, stays as it is', async () => {
    await expect(sealFields(body, ['password', 'pin', 'hint'], boxed)).resolves.toEqual({
      email: 'ada',
      password: { enc: 'password', ct: 'secret' },
      pin: null,
    });
    expect(body.password).toBe('secret');
  });

  it('are opened one by one', async () => {
    const sealed = { email: 'ada', password: { enc: 'e', ct: 'c' }, pin: null };
    await expect(openFields(sealed, ['password', 'pin', 'hint'], unboxed)).resolves.toEqual({
      email: 'ada',
      password: 'e=password:c',
      pin: null,
    });
  });

  it('may be empty', async () => {
    await expect(sealFields({ pin: '' }, ['pin'], boxed)).resolves.toEqual({ pin: { enc: 'pin', ct: '' } });
  });

  it.each([1234, true, {}, ['secret']])('are refused when they are no text, as %j', async (value) => {
    const sealing = sealFields({ pin: value }, ['pin'], boxed);
    await expect(sealing).rejects.toThrow('pin is a secret and must be a text');
  });

  it.each(['in clear', '', 0, {}, { ct: 'c' }])(
    'are refused when they come in clear, as %j',
    async (value) => {
      await expect(openFields({ pin: value }, ['pin'], unboxed)).rejects.toThrow(
        'pin is a secret and must be sealed',
      );
    },
  );
});
