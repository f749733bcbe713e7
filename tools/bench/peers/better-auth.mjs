/**
 * Better Auth's API-key plugin behind a small guard, on PostgreSQL, which is where it keeps keys unless told
 * otherwise. Its rate limit is on as it ships (but for the number: ten a day would end the measurement), or off.
 */
import { apiKey } from '@better-auth/api-key';
import { UnauthorizedException } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { emptyApp } from '../guard/endpoint.mjs';
import { serve } from '../guard/serve.mjs';
import { readSetUp } from '../orders.mjs';
import { bearerIn } from './token-table.mjs';

const { databaseUrl, isLimited } = readSetUp();

const options = {
  database: new pg.Pool({ connectionString: databaseUrl }),
  baseURL: 'http://127.0.0.1',
  secret: randomBytes(32).toString('base64url'),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  plugins: [
    apiKey({ rateLimit: isLimited ? { enabled: true, maxRequests: 1_000_000_000 } : { enabled: false } }),
  ],
};
const { runMigrations } = await getMigrations(options);
await runMigrations();
const auth = betterAuth(options);

const password = randomBytes(18).toString('base64url');
const { user } = await auth.api.signUpEmail({
  body: { email: `${randomBytes(8).toString('hex')}@acme.test`, name: 'Acme', password },
});
const permissions = { contacts: ['read'] };
const { key: token } = await auth.api.createApiKey({ body: { name: 'Bench', userId: user.id, permissions } });

class BetterAuthGuard {
  async canActivate(context) {
    const key = bearerIn(context.switchToHttp().getRequest());
    if (!key) throw new UnauthorizedException();
    const { valid } = await auth.api.verifyApiKey({ body: { key, permissions } });
    if (!valid) throw new UnauthorizedException();
    return true;
  }
}

await serve(await emptyApp({ providers: [{ provide: APP_GUARD, useClass: BetterAuthGuard }] }), {
  token: () => token,
});
