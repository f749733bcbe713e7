import {
  type Ability,
  type Permission,
  type TokenIdentity,
  valid,
  type WorkspaceRef,
} from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type Access } from '../access.js';
import { decide, type Decision, type Denied } from '../decision.js';
import { inHttp } from '../denials.js';
import { type ActionPath, type PathParams } from '../routes/action-path.js';
import { ActionPaths, type Endpoint } from '../routes/action-paths.js';
import { idsToCover } from '../routes/ids-to-cover.js';
import { isRouteAllowed } from '../routes/matching.js';

/** What a token would be restricted by. */
export interface TestedTerms {
  readonly abilities: readonly Ability[] | null;
  readonly allowed_routes: readonly string[] | null;
  /** Its owner's. */
  readonly permissions: readonly Permission[];
}

/** What the guard would say of a token at one endpoint. */
export interface TestedEndpoint {
  readonly method: string;
  readonly paths: readonly string[];
  /** null: no token is restricted to it by routes. */
  readonly action_path: string | null;
  /** With some ids at least: see `only`. */
  readonly allowed: boolean;
  /**
   * Where it depends on the ids: with those that the patterns name, one for each pattern; with others the route is not
   * allowed. null: whatever they are.
   */
  readonly only: readonly string[] | null;
  readonly writes: boolean;
  /** The message of the 403; null when it is allowed. */
  readonly refusal: string | null;
}

export interface TestedAccess {
  readonly endpoints: readonly TestedEndpoint[];
  /** Patterns that cover nothing here: a typing error, or another service's. */
  readonly unused_routes: readonly string[];
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a token would be allowed to do here, before there is one (C17): asked of the guard's own `decide`. */
@Injectable()
export class AccessTester {
  constructor(private readonly catalogue: ActionPaths) {}

  test(terms: TestedTerms, workspace: WorkspaceRef): TestedAccess {
    const endpoints = this.catalogue.endpoints();
    const token = tokenWith(terms, workspace);
    const paths = endpoints.flatMap(({ access }) => pathOf(access) ?? []);
    return {
      endpoints: endpoints.map((endpoint) => tested(token, endpoint)),
      unused_routes: (terms.allowed_routes ?? []).filter((pattern) => !paths.some(isCoveredBy(pattern))),
    };
  }
}

const isCoveredBy =
  (pattern: string) =>
  (path: ActionPath): boolean => {
    const ids = idsToCover(pattern, path);
    return ids !== null && isRouteAllowed([pattern], path, ids);
  };

function tested(token: TokenIdentity, { verb, urls, access }: Endpoint): TestedEndpoint {
  const path = pathOf(access);
  const about = (decision: Decision, only: readonly string[] | null): TestedEndpoint => ({
    method: verb,
    paths: urls,
    action_path: path?.text ?? null,
    writes: !SAFE.has(verb),
    allowed: decision.outcome === 'granted',
    only,
    refusal: decision.outcome === 'granted' ? null : messageOf(decision, path),
  });
  // Empty texts stand for the ids. No pattern names such a one, so what is said of it is said of any that none names.
  const ofAny = decide(valid(token), access, {});
  if (ofAny.outcome === 'granted' || ofAny.reason !== 'route' || !path) return about(ofAny, null);
  const named = idsNamed(token, path).map((ids) => ({ ids, decision: decide(valid(token), access, ids) }));
  const reached = named.filter(
    ({ decision }) => decision.outcome === 'granted' || decision.reason !== 'route',
  );
  // All that is asked after the route is the same for every id.
  const [first] = reached;
  if (!first) return about(ofAny, null);
  return about(first.decision, [...new Set(reached.map(({ ids }) => shown(path, ids)))]);
}

const pathOf = (access: Access): ActionPath | null => ('path' in access ? access.path : null);

const idsNamed = ({ allowed_routes }: TokenIdentity, path: ActionPath): PathParams[] =>
  (allowed_routes ?? []).map((pattern) => idsToCover(pattern, path)).filter((ids) => ids !== null);

/** With the ids that are named; the others stay as they are in the path. */
const shown = (path: ActionPath, ids: PathParams): string =>
  path.text.replaceAll(/\{(\w+)\}/g, (place, name: string) => ids[name] ?? place);

const messageOf = (denial: Denied, path: ActionPath | null): string =>
  inHttp(denial.reason === 'route' ? { ...denial, path: path?.text ?? '' } : denial).message;

const tokenWith = ({ permissions, ...terms }: TestedTerms, workspace: WorkspaceRef): TokenIdentity => ({
  kind: 'token',
  id: '',
  name: '',
  key_prefix: '',
  rate_limits: [],
  quota: null,
  owner: { id: '', permissions },
  workspace,
  expires_at: null,
  expires_in_ms: null,
  superseded: null,
  ...terms,
});
