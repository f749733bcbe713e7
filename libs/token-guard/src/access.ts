import { type Ability } from '@latchkey/contracts';
import { Reflector } from '@nestjs/core';

/**
 * Who may use a handler. What says nothing is `unlisted`: open to valid credentials, but to no token that is
 * restricted to abilities, since none of the twenty stands for it (D3).
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'ability'; readonly ability: Ability }
  | { readonly kind: 'any' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'unlisted' };

/** Set on a handler it wins over its class. */
export const AccessRule = Reflector.createDecorator<Access>();

/** Opens a route to callers without credentials. Every other route is closed. */
export const Public = (): ClassDecorator & MethodDecorator => AccessRule({ kind: 'public' });

/** Needs this ability of a token, and of its owner, or of an operator, the permission that goes with it (D3a). */
export const RequireAbility = (ability: Ability): ClassDecorator & MethodDecorator =>
  AccessRule({ kind: 'ability', ability });

/** For what every valid credential may ask, whatever its restrictions: who it is. */
export const AnyCredential = (): ClassDecorator & MethodDecorator => AccessRule({ kind: 'any' });

/** For operators' sessions only: a token never makes or changes a token (D14). */
export const OperatorOnly = (): ClassDecorator & MethodDecorator => AccessRule({ kind: 'operator' });
