import { hash } from 'node:crypto';

declare const digestOfAToken: unique symbol;

/** SHA-256 of a token, as 64 lower-case hexadecimal characters. It may travel and be stored; the token may not. */
export type TokenDigest = string & { readonly [digestOfAToken]: true };

/** A token holds at least 128 random bits, so one fast hash is enough: there is nothing to guess. */
export const tokenDigest = (token: string): TokenDigest => hash('sha256', token, 'hex') as TokenDigest;

export const isTokenDigest = (value: unknown): value is TokenDigest =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
