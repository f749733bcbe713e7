export * from './abilities.js';
export * from './contract.js';
export * from './events.js';
export * from './identity.js';
export * from './permissions.js';
export * from './refusal.js';
export * from './sessions.js';
export * from './tokens.js';
