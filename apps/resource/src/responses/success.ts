/** Every answer of the API that is not an error (W6). */
export interface Success<Data> {
  readonly status: 'success';
  readonly data: Data;
}

export interface Page<Item> extends Success<readonly Item[]> {
  readonly meta: { readonly next_cursor: string | null };
}

export const success = <Data>(data: Data): Success<Data> => ({ status: 'success', data });

export const page = <Item>(items: readonly Item[], nextCursor: string | null): Page<Item> => ({
  status: 'success',
  data: items,
  meta: { next_cursor: nextCursor },
});
