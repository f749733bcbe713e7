export { BusUnavailableError, EventContext, OnEvent } from '@latchkey/bus';
export {
  type Ability,
  type EventOf,
  type FieldErrors,
  type ImportedToken,
  type ImportedTokenRow,
  type ImportedTokens,
  type ImportTokensRequest,
  type IssuedToken,
  type IssueTokenRequest,
  type ListTokensRequest,
  Refusal,
  type RefusalKind,
  type RotateTokenRequest,
  type TokenIdentity,
  tokenExpiring,
  tokenIssued,
  type TokenPage,
  type TokenRecord,
  tokenRestored,
  tokenRevoked,
  tokenRotated,
  tokenRotationDue,
  tokensRevoked,
  tokensTransferred,
  tokenUpdated,
  type TokenVerdict,
  type UpdateTokenRequest,
} from '@latchkey/contracts';
export { tokenDigest } from '@latchkey/token-format';
export {
  type ActingOptions,
  type CommandOptions,
  LatchkeyClient,
  type LatchkeyOptions,
} from './latchkey-client.js';
export { latchkeyEvents } from './latchkey-events.js';
export { LatchkeyModule } from './latchkey.module.js';
export { isUnavailable } from './unavailable.js';
