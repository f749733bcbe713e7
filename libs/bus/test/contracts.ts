import { type BusContract } from '../src/index.js';

type Terms = Partial<Pick<BusContract<object, unknown>, 'kind' | 'budgetMs' | 'secrets'>>;

/** A question that may take long and holds no secret, unless a test says otherwise. */
export const contract = <Request extends object, Reply>(
  pattern: string,
  terms: Terms = {},
): BusContract<Request, Reply> => ({
  pattern,
  kind: 'question',
  budgetMs: 10_000,
  secrets: { request: [], reply: [] },
  ...terms,
});

export interface Numbered {
  readonly number: number;
}
