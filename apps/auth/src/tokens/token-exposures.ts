import { tokenExposed } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Changes } from '../audit/changes.js';
import { Peppers } from '../keys/peppers.js';
import { TokenStore, type VerifiableToken } from './token.store.js';

const EXPOSE = `
  UPDATE api_tokens SET exposed_at = now()
   WHERE id = $1 AND workspace_id = $2 AND exposed_at IS NULL AND deleted_at IS NULL RETURNING owner_id, exposed_at`;

interface Exposed {
  readonly owner_id: string;
  readonly exposed_at: Date;
}

/**
 * Writes down that a token's secret went over plain HTTP (K8), until a rotation gives it another. Of a secret that has a
 * successor already nothing is written: it is replaced, and its own end is near.
 */
@Injectable()
export class TokenExposures {
  constructor(
    private readonly tokens: TokenStore,
    private readonly peppers: Peppers,
    private readonly changes: Changes,
  ) {}

  async note(digest: string): Promise<void> {
    const { token } = await this.tokens.findByMac(this.peppers.candidates(digest));
    if (!token || !this.peppers.matches({ mac: token.mac, pepperVersion: token.pepper_version }, digest))
      return;
    if (token.secret_id !== null) return;
    const { id, workspace_id: workspaceId, key_prefix } = token;
    await this.changes.commit(workspaceId, async (change) => {
      const exposed = await expose(change.rows, token);
      if (!exposed) return;
      change.audit({
        workspaceId,
        actorId: null,
        action: 'token.exposed',
        subjectId: id,
        detail: { key_prefix },
      });
      const { owner_id, exposed_at } = exposed;
      const data = { token_id: id, owner_id, key_prefix, exposed_at: exposed_at.toISOString() };
      const { name, version } = tokenExposed;
      change.emit({ name, version, workspace_id: workspaceId, actor_id: null, data });
    });
  }
}

/** @returns null when that is known already. */
async function expose(rows: EntityManager, { id, workspace_id }: VerifiableToken): Promise<Exposed | null> {
  const [[exposed]] = await rows.query<[Exposed[], number]>(EXPOSE, [id, workspace_id]);
  return exposed ?? null;
}
