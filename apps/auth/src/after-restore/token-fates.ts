import { type RateLimit } from '@latchkey/contracts';
import { type EntityManager } from 'typeorm';
import { type Change } from '../audit/changes.js';
import { type ApiTokenEntity } from '../tokens/api-token.entity.js';
import { noteDeletion, noteUpdate } from '../tokens/noted-changes.js';
import { type TokenChanges, type TokenStore } from '../tokens/token.store.js';
import { type WorkspaceStore } from '../workspaces/workspace.store.js';
import { type TokenFate } from './forgotten.js';
import { narrower } from './narrower.js';
import { type Line } from './report.js';
import { nobodyIn, REASON, type UndoableChanges } from './undoable-changes.js';

const UNKNOWN = 'Not in this database: its bearer is refused. Issue another.';
const ROTATED =
  'Its last secret is not in this database, and the one that is may have leaked: rotate it, then activate it.';
const EXPOSED = 'Its secret was seen over plain HTTP: rotate it.';
const TRANSFERRED = 'It belongs to its former owner again: transfer it, then activate it.';

/** Takes back, token by token, what was told of it. */
export class TokenFates {
  constructor(
    private readonly changes: UndoableChanges,
    private readonly tokens: TokenStore,
    private readonly workspaces: WorkspaceStore,
  ) {}

  /** @returns null when there is nothing to tell: it is all known here. */
  takeBack(id: string, fate: TokenFate): Promise<Line | null> {
    return this.changes.commit(fate.workspaceId, async (change) => {
      const token = await this.tokens.lock(change.rows, { workspaceId: fate.workspaceId, ownerId: null }, id);
      const line = { workspace_id: fate.workspaceId, token_id: id, because: [...fate.because] };
      if (!token) return fate.isDeleted ? null : { ...line, did: 'nothing', note: UNKNOWN };
      if (token.deletedAt) return null;
      if (fate.isDeleted) {
        await this.tokens.bury(change.rows, id);
        noteDeletion(change, nobodyIn(fate.workspaceId), token, REASON);
        return { ...line, name: token.name, did: 'deleted' };
      }
      const outcome = await this.narrow(change, token, fate);
      return outcome && { ...line, name: token.name, ...outcome };
    });
  }

  private async narrow(
    change: Change,
    token: ApiTokenEntity,
    fate: TokenFate,
  ): Promise<Pick<Line, 'did' | 'withheld' | 'note'> | null> {
    const limits = fate.terms ? await this.limitsOf(change.rows, fate.workspaceId) : [];
    const { changes, withheld } = fate.terms
      ? narrower(token, fate.terms, limits)
      : { changes: {}, withheld: [] };
    const isOthers = withheld.includes('owner_id');
    const isRotated = fate.rotatedAt !== null && (await isSecretFrom(change.rows, token, fate.rotatedAt));
    const ends = token.isActive && (fate.isDeactivated === true || isRotated || isOthers);
    const changed: TokenChanges = { ...changes, ...(ends && { isActive: false }) };
    const isNarrowed = Object.keys(changed).length > 0;
    if (isNarrowed) {
      const after = await this.tokens.update(change.rows, token, changed);
      noteUpdate(change, nobodyIn(fate.workspaceId), { before: token, after, changed }, REASON);
    }
    const isExposed = fate.isExposed && token.exposedAt === null;
    const isAsleep = fate.isDeactivated === false && !token.isActive;
    const missing = [...withheld, ...(isAsleep ? ['is_active'] : []), ...(isExposed ? ['exposed_at'] : [])];
    if (!isNarrowed && missing.length === 0) return null;
    return {
      did: ends ? 'deactivated' : isNarrowed ? 'narrowed' : 'nothing',
      ...(missing.length > 0 && { withheld: missing }),
      ...noteFor({ isRotated, isOthers, isExposed }),
    };
  }

  private async limitsOf(rows: EntityManager, workspaceId: string): Promise<readonly RateLimit[]> {
    return (await this.workspaces.get(rows, workspaceId)).rateLimits;
  }
}

const noteFor = (is: Record<'isRotated' | 'isOthers' | 'isExposed', boolean>): Pick<Line, 'note'> => {
  if (is.isRotated) return { note: ROTATED };
  if (is.isOthers) return { note: TRANSFERRED };
  return is.isExposed ? { note: EXPOSED } : {};
};

/** Not one that it was given since: a token that was rotated after the restore is nobody else's. */
async function isSecretFrom(
  rows: EntityManager,
  { id, workspaceId }: ApiTokenEntity,
  before: string,
): Promise<boolean> {
  const [{ is_old }] = await rows.query<[{ is_old: boolean }]>(
    'SELECT secret_since < $3 AS is_old FROM api_tokens WHERE id = $1 AND workspace_id = $2',
    [id, workspaceId, before],
  );
  return is_old;
}
