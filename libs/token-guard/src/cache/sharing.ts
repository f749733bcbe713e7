import { type OperatorRef, type Verdict } from '@latchkey/contracts';
import { LRUCache } from 'lru-cache';
import { type Identity } from '../decision.js';

/** Bounded: what it has forgotten is shared with nobody that comes later, which costs memory and nothing else. */
const MOST_VALUES = 4_096;

/** Lets records hold equal parts in common: most tokens of a workspace say the same in most respects. */
export class Sharing {
  private readonly values = new LRUCache<string, object>({ max: MOST_VALUES });

  /**
   * The same verdict, made of parts that others may hold too.
   * @param ids As the record's tags have them.
   */
  compact(verdict: Verdict<Identity>, ids: readonly string[]): Compact {
    const shared = new Set<unknown>(ids);
    const known = new Map(ids.map((id) => [id, id]));
    const theId = (id: string): string => known.get(id) ?? id;
    const one = <Value extends object | null>(value: Value): Value => {
      if (value === null) return value;
      const { inUse, isNew } = this.one(value);
      if (!isNew) shared.add(inUse);
      return inUse;
    };
    const oneOperator = ({ id, permissions }: OperatorRef): OperatorRef =>
      one({ id: theId(id), permissions: one(permissions) });

    if (verdict.outcome === 'invalid')
      return { verdict: one({ outcome: 'invalid', reason: verdict.reason }), shared };
    const { identity } = verdict;
    const workspace = one({ id: theId(identity.workspace.id), slug: identity.workspace.slug });
    // Named one by one: an object that is made by spreading another takes up to twice the memory.
    const compacted: Identity =
      identity.kind === 'token'
        ? {
            kind: 'token',
            id: theId(identity.id),
            name: identity.name,
            key_prefix: identity.key_prefix,
            abilities: one(identity.abilities),
            allowed_routes: one(identity.allowed_routes),
            rate_limits: one(identity.rate_limits),
            // Its end is counted from the question: no two are equal.
            quota: identity.quota,
            owner: oneOperator(identity.owner),
            workspace,
            expires_at: identity.expires_at,
            expires_in_ms: identity.expires_in_ms,
            superseded: identity.superseded,
          }
        : {
            kind: 'operator',
            session_id: theId(identity.session_id),
            operator: oneOperator(identity.operator),
            workspace,
          };
    return { verdict: { outcome: 'valid', identity: compacted }, shared };
  }

  private one<Value extends object>(value: Value): { inUse: Value; isNew: boolean } {
    const key = JSON.stringify(value);
    const known = this.values.get(key) as Value | undefined;
    if (!known) this.values.set(key, value);
    return { inUse: known ?? value, isNew: !known };
  }
}

interface Compact {
  readonly verdict: Verdict<Identity>;
  /** Its parts that are counted with another record. */
  readonly shared: ReadonlySet<unknown>;
}
