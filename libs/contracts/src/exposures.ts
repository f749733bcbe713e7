import { question } from './contract.js';
import { VerifyTokenRequest } from './tokens.js';

/** By its digest: whoever knows that has seen the token. */
export class ReportExposureRequest extends VerifyTokenRequest {}

/**
 * A token was sent over plain HTTP (K8), where anybody on the way could read it: its owner is to replace it. Decides
 * nothing. The same again is the same report, and of what is no token of anybody nothing is kept.
 */
export const reportExposure = question<ReportExposureRequest, Record<string, never>>(
  'auth.tokens.exposed.v1',
);
