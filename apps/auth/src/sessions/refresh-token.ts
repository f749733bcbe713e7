import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits. The prefix makes it findable by secret scanners and the log's redaction. */
export const newRefreshToken = (): string => `lkrefresh_${randomBytes(32).toString('hex')}`;

export const refreshTokenDigest = (refreshToken: string): string =>
  createHash('sha256').update(refreshToken).digest('hex');
