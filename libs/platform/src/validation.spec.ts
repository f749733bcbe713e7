import { NoFields, Refusal } from '@latchkey/contracts';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, ValidateNested } from 'class-validator';
import { requestValidation } from './validation.js';

class Window {
  @IsInt({ message: 'must be a whole number' })
  @Max(10, { message: 'must be at most 10' })
  readonly limit!: number;
}

class Request {
  @IsString({ message: 'must be a text' })
  readonly name!: string;

  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Max(10, { message: 'must be at most 10' })
  readonly count?: number;

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => Window)
  readonly windows?: readonly Window[];
}

class AllOptional {
  @IsOptional()
  @IsString({ message: 'must be a text' })
  readonly name?: string;
}

const check = async (body: unknown, metatype: new () => object = Request): Promise<unknown> => {
  try {
    return await requestValidation().transform(body, { type: 'body', metatype });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};
const reasonsFor = async (body: unknown, metatype?: new () => object): Promise<unknown> => {
  const outcome = await check(body, metatype);
  return outcome instanceof Refusal ? outcome.errors : 'accepted';
};

describe('a request that keeps the rules', () => {
  it('becomes an instance of its class', async () => {
    const request = await check({ name: 'Shop', windows: [{ limit: 5 }] });
    expect(request).toBeInstanceOf(Request);
    expect(request).toEqual({ name: 'Shop', windows: [{ limit: 5 }] });
  });
});

describe('a request that breaks them', () => {
  it('is refused as invalid, in words that are the same for HTTP and the bus', async () => {
    expect(await check({})).toMatchObject({
      kind: 'invalid',
      code: 'request.invalid',
      message: 'The given data was invalid',
    });
  });

  it.each([
    { body: {}, errors: { name: ['must be a text'] }, why: 'a field is missing' },
    { body: { name: 7 }, errors: { name: ['must be a text'] }, why: 'a field has another type' },
    {
      body: { name: 7, count: '3' },
      errors: { name: ['must be a text'], count: ['must be at most 10', 'must be a whole number'] },
      why: 'all problems of all fields are told, and texts are no numbers',
    },
    {
      body: { name: 'Shop', expires_on: '2027' },
      errors: { expires_on: ['is not a known field'] },
      why: 'a misspelt field must not be ignored in silence',
    },
    {
      body: { name: 'Shop', windows: [{ limit: 1 }, { limit: 11 }] },
      errors: { 'windows.1.limit': ['must be at most 10'] },
      why: 'a field within a field is told with its path',
    },
    {
      body: { name: 'Shop', windows: [{ limit: 1, per: 'day' }] },
      errors: { 'windows.0.per': ['is not a known field'] },
      why: 'an unknown field within a field is told with its path',
    },
  ])('is refused by field: $why', async ({ body, errors }) => {
    expect(await reasonsFor(body)).toStrictEqual(errors);
  });
});

describe('a request that says all without a field', () => {
  it('is refused by name for any that it has', async () => {
    expect(await reasonsFor({}, NoFields)).toBe('accepted');
    expect(await reasonsFor({ force: true }, NoFields)).toStrictEqual({ force: ['is not a known field'] });
  });
});

describe('a body that is no JSON object', () => {
  it.each([
    { body: 'a text', metatype: Request },
    { body: 'a text', metatype: AllOptional },
    { body: 7, metatype: AllOptional },
    { body: true, metatype: AllOptional },
    { body: [], metatype: Request },
    { body: [], metatype: AllOptional },
    { body: [{ name: 'Shop' }], metatype: AllOptional },
  ])(
    'is refused, also where every field is optional: $body as $metatype.name',
    async ({ body, metatype }) => {
      expect(await check(body, metatype)).toBeInstanceOf(Refusal);
    },
  );

  it('that is absent is an empty one', async () => {
    expect(await reasonsFor(undefined)).toEqual({ name: ['must be a text'] });
    expect(await reasonsFor(undefined, AllOptional)).toBe('accepted');
  });
});
