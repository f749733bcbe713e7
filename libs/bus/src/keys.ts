import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type MessageKind } from './envelope.js';

/**
 * Two streams a service, one a kind: a replica that has all the commands it can work on goes on reading
 * questions (docs/decisions/0002). The hash tag keeps a service's keys in one slot of a Redis Cluster.
 */
export const requestStream = (service: string, kind: MessageKind): string =>
  `latchkey:bus:{${service}}:${kind}s`;

/** What nobody got done, of both kinds, to be looked at by people: `npm run dead-letters`. */
export const deadLetterStream = (service: string): string => `latchkey:bus:{${service}}:dead`;

/** What a service tells, for as many groups of consumers as want to know. */
export const eventStream = (service: string): string => `latchkey:bus:{${service}}:events`;

/** What a service calls out to whoever listens just now: nothing depends on its being heard. */
export const hintChannel = (service: string): string => `latchkey:bus:{${service}}:hints`;

/** What those who ask a service tell all its replicas that listen just now: nothing depends on its being heard either. */
export const noticeChannel = (service: string): string => `latchkey:bus:{${service}}:notices`;

/** What a group of consumers gave up. */
export const deadEventStream = (service: string, group: string): string =>
  `${eventStream(service)}:dead:${group}`;

/** All replicas of a service share one consumer group: each message goes to exactly one of them. */
export const CONSUMER_GROUP = 'replicas';

/** Whom an operator finds in XPENDING: a pod, a process, and which of its lives. */
export const newConsumerName = (): string => `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;

const REPLY_PREFIX = 'latchkey:bus:reply:';

/** A channel that nobody can guess: whoever knew it could read and forge replies. */
export const newReplyChannel = (): string => REPLY_PREFIX + randomBytes(18).toString('base64url');

/** A service publishes to reply channels only, whatever a message asks for. */
export const isReplyChannel = (name: string): boolean => name.startsWith(REPLY_PREFIX);
