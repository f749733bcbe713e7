import { Injectable } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { compiled } from '../dist.mjs';
import { emptyApp } from './endpoint.mjs';

/** @typedef {{ guard: 'none' | 'empty' | 'latchkey', redisUrl: string, sealingPublicKey: string, cacheBytes?: number }} SetUp */

class EmptyGuard {
  canActivate() {
    return true;
  }
}
Injectable()(EmptyGuard);

/**
 * The empty endpoint: behind nothing, behind an empty guard of Nest's, or behind Latchkey's.
 * @param {SetUp} setUp
 */
export async function guardedApp({ guard, ...options }) {
  if (guard === 'none') return emptyApp({});
  if (guard === 'empty') return emptyApp({ providers: [{ provide: APP_GUARD, useClass: EmptyGuard }] });
  /** @type {typeof import('../../../libs/token-guard/src/index.js')} */
  const { RequireAbility, TokenGuardModule } = await compiled('libs/token-guard/src/index.js');
  const requireAbility = /** @type {(ability: 'contacts.read', path: string) => MethodDecorator} */ (
    RequireAbility
  );
  return emptyApp({
    imports: [TokenGuardModule.forRoot(options)],
    decorators: [requireAbility('contacts.read', 'contacts/list')],
  });
}
