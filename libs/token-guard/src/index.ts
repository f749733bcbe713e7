export { AnyCredential, OperatorOnly, Public, RequireAbility, Unlisted } from './access.js';
export { AccessToken, CurrentIdentity, CurrentWorkspace } from './authenticated-request.js';
export { type Identity } from './decision.js';
export { Lease } from './lease/lease.js';
export { requireAlso } from './require-also.js';
export { type LimitsLeft, RequestLimits } from './limits/request-limits.js';
export { ActionPaths, type Endpoint } from './routes/action-paths.js';
export { AccessTester, type TestedAccess, type TestedEndpoint } from './tester/access-tester.js';
export { TokenGuardModule, type TokenGuardOptions } from './token-guard.module.js';
