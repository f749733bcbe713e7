export { isTokenDigest, tokenDigest, type TokenDigest } from './digest.js';
export { ForeignShapes, mayBeForeign, ownFormatLike, type ForeignShape } from './foreign-shapes.js';
export { generateToken } from './generate.js';
export { claimedProfile, isWellFormed, parseToken, type ParsedToken } from './parse.js';
export {
  apitk,
  customProfile,
  knownProfiles,
  ProfileSet,
  whm,
  type Alphabet,
  type FormatProfile,
} from './profile.js';
export { redactSecrets } from './redact.js';
export { generateServiceCredential, isServiceCredential } from './service-credential.js';
