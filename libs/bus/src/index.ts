export { BusClient, type BusClientOptions, type CallOptions } from './bus-client.js';
export { BusContext } from './bus-context.js';
export { BusServer, type BusServerOptions } from './bus-server.js';
export { Answers, type BusContract } from './contract.js';
export { type MessageKind } from './envelope.js';
export { type DeadLetter, DeadLetters, type Replay } from './dead-letters.js';
export { BusAnswerError, BusUnavailableError, DEFECT } from './errors.js';
export { type PublicSealingKey, readPublicSealingKey, SealingKey } from './sealing.js';
