/** A guard that asks auth over Nest's own Redis transport: for each request, or once in `ttlMs` for each token. */
import { Logger, UnauthorizedException } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { LRUCache } from 'lru-cache';
import { firstValueFrom, timeout } from 'rxjs';
import { emptyApp } from '../guard/endpoint.mjs';
import { serve } from '../guard/serve.mjs';
import { readSetUp } from '../orders.mjs';
import { bearerIn, digestOf } from './token-table.mjs';

Logger.overrideLogger(false);
const { redisUrl, ttlMs } = readSetUp();
const { hostname: host, port } = new URL(redisUrl);
const auth = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host, port: Number(port) } });
const cache = ttlMs ? new LRUCache({ max: 100_000, ttl: ttlMs }) : null;

const ask = (digest) => firstValueFrom(auth.send('verify-token', { digest }).pipe(timeout(1_000)));

async function verify(digest) {
  const known = cache?.get(digest);
  if (known) return known;
  const answer = await ask(digest);
  cache?.set(digest, answer);
  return answer;
}

class AskingGuard {
  async canActivate(context) {
    const presented = bearerIn(context.switchToHttp().getRequest());
    if (!presented) throw new UnauthorizedException();
    const { token } = await verify(digestOf(presented).toString('hex'));
    if (!token?.abilities.includes('contacts.read')) throw new UnauthorizedException();
    return true;
  }
}

await auth.connect();
await serve(await emptyApp({ providers: [{ provide: APP_GUARD, useClass: AskingGuard }] }));
