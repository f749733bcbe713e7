import { type TokenIdentity } from '@latchkey/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

const EVERY_MS = 60_000;
/** Clients of superseded secrets that are told apart at once. */
const MOST_CLIENTS = 1_000;
const LONGEST_AGENT = 200;

/**
 * Says in the log who still uses a secret that a rotation took the place of (D10), so that somebody can see to it before
 * its end: each client of each secret once a minute.
 */
@Injectable()
export class SupersededUses {
  private readonly logger = new Logger('Rotation');
  private readonly told = new LRUCache<string, true>({ max: MOST_CLIENTS, ttl: EVERY_MS });

  tell({ id, key_prefix, superseded }: TokenIdentity, { ip, headers }: FastifyRequest): void {
    if (superseded === null) return;
    const client = `${superseded.secret_id} ${ip}`;
    if (this.told.has(client)) return;
    this.told.set(client, true);
    const agent = headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null;
    this.logger.warn({
      message: 'A secret is still used that was superseded by a rotation',
      token_id: id,
      key_prefix,
      until: superseded.until,
      client: ip,
      user_agent: agent,
    });
  }
}
