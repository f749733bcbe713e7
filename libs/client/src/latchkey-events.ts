import { EventServer, type EventServerOptions } from '@latchkey/bus';

/**
 * What happens in Latchkey, told to the methods that are marked `@OnEvent(tokenRevoked)` and the like: at least once,
 * each to one replica of the service. A handler that fails is told again.
 *
 *     app.connectMicroservice({ strategy: latchkeyEvents({ redisUrl, group: 'billing' }) });
 *     await app.startAllMicroservices();
 */
export const latchkeyEvents = (options: Omit<EventServerOptions, 'service'>): EventServer =>
  new EventServer({ ...options, service: 'auth' });
