/** Passport's bearer strategy, by Nest's own module for it, with one indexed SELECT a request. */
import { APP_GUARD } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-http-bearer';
import { emptyApp } from '../guard/endpoint.mjs';
import { serve } from '../guard/serve.mjs';
import { readSetUp } from '../orders.mjs';
import { digestOf, makeTokenTable, tokenFinder } from './token-table.mjs';

const { databaseUrl, token } = readSetUp();
await makeTokenTable(databaseUrl, token);
const find = tokenFinder(databaseUrl);

class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  async validate(presented) {
    const found = await find(digestOf(presented));
    return found?.abilities.includes('contacts.read') ? found : false;
  }
}

await serve(
  await emptyApp({ providers: [BearerStrategy, { provide: APP_GUARD, useClass: AuthGuard('bearer') }] }),
);
