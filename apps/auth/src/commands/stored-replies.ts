import { openFields, SealingKey, sealFields } from '@latchkey/bus';
import { keyReused, Refusal } from '@latchkey/contracts';
import { canonicalJson, inWorkspace } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { type KeptReply } from '../audit/record.js';
import { Peppers } from '../keys/peppers.js';
import { type Command } from './command.js';

/** A command is too old for the bus after 12 h: until well past that, a repetition finds its reply. */
const LIFE_SECONDS = 26 * 60 * 60;
/** As contracts name theirs. */
const IS_PATTERN = /^[a-z0-9._-]+$/;
/** Deleted at once: a statement that takes long would hold back PostgreSQL's vacuum. */
export const EXPIRY_BATCH = 1_000;

interface StoredReply {
  readonly pattern: string;
  readonly request_mac: Buffer;
  readonly pepper_version: number;
  readonly reply: Readonly<Record<string, unknown>> | null;
}

const replyUnreadable = (): Refusal =>
  new Refusal(
    'conflict',
    'idempotency.reply_unreadable',
    'This command was executed, but its reply can no longer be read: look at what it did before you send another',
  );

/**
 * The first reply to each command, kept for its repetitions. Of the request only a digest under a pepper is kept,
 * for it may hold a secret; the secrets of the reply are sealed to auth's own key (docs/decisions/0006).
 */
@Injectable()
export class StoredReplies {
  constructor(
    private readonly database: DataSource,
    private readonly peppers: Peppers,
    private readonly sealingKey: SealingKey,
  ) {}

  /**
   * The first statement of a command: finds a row, or none for a repetition. While another transaction executes the same
   * command it waits until that one ends: the primary key makes it so. Has no parameters, for it travels with the
   * beginning of the transaction in one message.
   */
  claim(principalId: string, command: Command<object>): string {
    const { mac, pepperVersion } = this.peppers.mac(digestOf(command));
    const { pattern } = command;
    if (!isUUID(principalId) || !IS_PATTERN.test(pattern)) {
      throw new TypeError('A command is claimed by the id of its principal and the name of its pattern');
    }
    return `INSERT INTO idempotent_replies (principal_id, key_digest, pattern, request_mac, pepper_version)
      VALUES ('${principalId}', ${bytes(keyDigest(command))}, '${pattern}', ${bytes(mac)}, ${pepperVersion})
      ON CONFLICT DO NOTHING RETURNING true`;
  }

  /** For a command that is not to be remembered, in a transaction that commits all the same. */
  async release(rows: EntityManager, principalId: string, command: Command<object>): Promise<void> {
    await rows.query('DELETE FROM idempotent_replies WHERE principal_id = $1 AND key_digest = $2', [
      principalId,
      keyDigest(command),
    ]);
  }

  /** For the transaction of the effect. */
  kept(principalId: string, command: Command<object>, reply: object): KeptReply {
    const sealed = sealFields({ ...reply }, command.secretsOfReply, (text, field) =>
      this.sealingKey.seal(text, bindingOf(principalId, command, field)),
    );
    return { principalId, keyDigest: keyDigest(command), reply: JSON.stringify(sealed) };
  }

  /**
   * The reply to the first of these commands; null when it has expired since it was claimed.
   * @returns A refusal for what only looks like a repetition.
   */
  async find(
    rows: EntityManager,
    principalId: string,
    command: Command<object>,
  ): Promise<object | Refusal | null> {
    const [stored] = await rows.query<StoredReply[]>(
      `SELECT pattern, request_mac, pepper_version, reply
         FROM idempotent_replies WHERE principal_id = $1 AND key_digest = $2`,
      [principalId, keyDigest(command)],
    );
    if (!stored) return null;
    const { pattern, request_mac: mac, pepper_version: pepperVersion, reply } = stored;
    if (!this.peppers.knows(pepperVersion)) return replyUnreadable();
    const isSame =
      pattern === command.pattern && this.peppers.matches({ mac, pepperVersion }, digestOf(command));
    if (!isSame) return keyReused();
    try {
      return openFields(reply ?? {}, command.secretsOfReply, (sealed, field) =>
        this.sealingKey.open(sealed, bindingOf(principalId, command, field)),
      );
    } catch {
      // Sealed to a key that auth had before. The cause tells nothing that the caller could use.
      return replyUnreadable();
    }
  }

  isKept(workspaceId: string, principalId: string, command: Command<object>): Promise<boolean> {
    return inWorkspace(this.database, workspaceId, async (rows) => {
      const kept = await rows.query<unknown[]>(
        'SELECT FROM idempotent_replies WHERE principal_id = $1 AND key_digest = $2',
        [principalId, keyDigest(command)],
      );
      return kept.length > 0;
    });
  }

  /** Deletes one batch of what is too old, and says how many that were. Replicas take different rows. */
  async expire(): Promise<number> {
    const [{ count }] = await this.database.query<[{ count: number }]>(
      'SELECT across.forget_replies($1, $2) AS count',
      [LIFE_SECONDS, EXPIRY_BATCH],
    );
    return count;
  }
}

/** As SQL. */
const bytes = (value: Buffer): string => `'\\x${value.toString('hex')}'`;

const keyDigest = ({ key }: Command<object>): Buffer => createHash('sha256').update(key).digest();

const digestOf = ({ pattern, request }: Command<object>): string =>
  createHash('sha256')
    .update(`${pattern}\n${canonicalJson(request)}`)
    .digest('hex');

/** What a sealed field belongs to: moved to another row or column it does not open. */
const bindingOf = (principalId: string, command: Command<object>, field: string): string =>
  ['stored-reply', principalId, keyDigest(command).toString('base64url'), command.pattern, field].join('\n');
