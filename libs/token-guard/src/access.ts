import { type Ability, type Permission } from '@latchkey/contracts';
import { Reflector } from '@nestjs/core';
import { ActionPath } from './routes/action-path.js';

/**
 * Who may use a handler. What says nothing is `unlisted`: open to valid credentials, but to no token that is
 * restricted to abilities, since none of the twenty stands for it (D3). Whatever a token can reach has a path by which
 * tokens are restricted to routes (D6); without one, which `ActionPaths` does not let start, none that is gets there.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'ability'; readonly ability: Ability; readonly path: ActionPath }
  | { readonly kind: 'any'; readonly path: ActionPath }
  | { readonly kind: 'operator' }
  | {
      readonly kind: 'unlisted';
      readonly path: ActionPath | null;
      /** What the owner of a token, or an operator, must be permitted; absent: nothing. */
      readonly permission?: Permission | undefined;
    };

/** Set on a handler it wins over its class. */
export const AccessRule = Reflector.createDecorator<Access>();

/** Opens a route to callers without credentials. Every other route is closed. */
export const Public = (): ClassDecorator & MethodDecorator => AccessRule({ kind: 'public' });

/**
 * Needs this ability of a token, and of its owner, or of an operator, the permission that goes with it (D3a).
 * @param path The action path: `contacts/{id}/fetch`. An id has the name that it has in the route.
 */
export const RequireAbility = (ability: Ability, path: string): MethodDecorator =>
  AccessRule({ kind: 'ability', ability, path: new ActionPath(path) });

/**
 * For what no ability stands for: open to operators, and to tokens that are not restricted to abilities (D3).
 * @param permission What the owner, or the operator, must be permitted (D3a): `conversations.read`.
 */
export const Unlisted = (path: string, permission?: Permission): MethodDecorator =>
  AccessRule({ kind: 'unlisted', path: new ActionPath(path), permission });

/** For what every valid credential may ask, whatever its restrictions: who it is. */
export const AnyCredential = (path: string): MethodDecorator =>
  AccessRule({ kind: 'any', path: new ActionPath(path) });

/** For operators' sessions only: a token never makes or changes a token (D14). */
export const OperatorOnly = (): ClassDecorator & MethodDecorator => AccessRule({ kind: 'operator' });
