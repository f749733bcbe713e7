/** The empty endpoint: behind nothing, behind an empty guard of Nest's, or behind Latchkey's. */
import { Injectable } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { compiled } from '../dist.mjs';
import { readSetUp } from '../orders.mjs';
import { emptyApp } from './endpoint.mjs';
import { serve } from './serve.mjs';

/** @typedef {{ guard: 'none' | 'empty' | 'latchkey', redisUrl: string, sealingPublicKey: string }} SetUp */

class EmptyGuard {
  canActivate() {
    return true;
  }
}
Injectable()(EmptyGuard);

/** @type {SetUp} */
const { guard, redisUrl, sealingPublicKey } = readSetUp();

/** @type {Record<SetUp['guard'], () => ReturnType<typeof emptyApp>>} */
const appBehind = {
  none: () => emptyApp({}),
  empty: () => emptyApp({ providers: [{ provide: APP_GUARD, useClass: EmptyGuard }] }),
  latchkey: async () => {
    /** @type {typeof import('../../../libs/token-guard/src/index.js')} */
    const { RequireAbility, TokenGuardModule } = await compiled('libs/token-guard/src/index.js');
    return emptyApp({
      imports: [TokenGuardModule.forRoot({ redisUrl, sealingPublicKey })],
      decorators: [RequireAbility('contacts.read')],
    });
  },
};

await serve(await appBehind[guard]());
