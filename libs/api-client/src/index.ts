import createClient, { type Client } from 'openapi-fetch';
import { type components, type paths } from './api.js';

/** What the API shows and takes, by the names of the reference: `Shown['ContactDto']`. */
export type Shown = components['schemas'];

export interface ApiOptions {
  /** Where the service is: `https://api.example.com`. */
  readonly url: string;
  /** A token, or an operator's access token. */
  readonly token?: string;
}

/**
 * Every endpoint, with the types of the API reference. A refusal is no exception: `error` has it, and `response` its
 * status and headers; only a failing connection throws.
 */
export const latchkeyApi = ({ url, token }: ApiOptions): Client<paths> =>
  createClient<paths>({
    baseUrl: url,
    ...(token !== undefined && { headers: { Authorization: `Bearer ${token}` } }),
  });
