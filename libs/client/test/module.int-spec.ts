import { BusClient } from '@latchkey/bus';
import { apitk, generateToken } from '@latchkey/token-format';
import { TokenGuardModule } from '@latchkey/token-guard';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LatchkeyClient, LatchkeyModule } from '../src/index.js';
import { TestAuth } from './test-auth.js';

@Injectable()
class Shop {
  constructor(readonly latchkey: LatchkeyClient) {}
}

/** Says nothing of Latchkey: the service's first module did. */
@Module({ providers: [Shop] })
class ShopModule {}

/** Never called: the compiler reads it, and an expected error that is none fails the check of types. */
export const wrongCalls = (client: LatchkeyClient): unknown[] => [
  // @ts-expect-error -- not a field
  client.issueToken({ name: 'Shop', expires: null }),
  // @ts-expect-error -- not an ability
  client.issueToken({ name: 'Shop', abilities: ['orders.read'] }),
  // @ts-expect-error -- the name is needed
  client.issueToken({ expires_at: null }),
  // @ts-expect-error -- the id is needed
  client.updateToken({ name: 'Shop' }),
  // @ts-expect-error -- a question has no effect to happen once
  client.getToken({ id: '1' }, { idempotencyKey: 'order:17' }),
  // @ts-expect-error -- not an option
  client.revokeToken({ id: '1' }, { credential: 'a credential' }),
];

describe('LatchkeyModule', () => {
  let auth: TestAuth;
  beforeEach(async () => {
    auth = await TestAuth.start();
    await auth.replica();
  });
  afterEach(() => auth.close());

  it('is there for every module of the service, also with options that are made later', async () => {
    const { options } = auth;
    @Module({
      imports: [LatchkeyModule.forRootAsync({ useFactory: () => Promise.resolve(options) }), ShopModule],
    })
    class ServiceModule {}
    const app = await NestFactory.createApplicationContext(ServiceModule, { logger: false });
    const { latchkey } = app.get(Shop, { strict: false });
    await expect(latchkey.verifyToken(generateToken(apitk))).resolves.toMatchObject({ reason: 'expired' });
    expect(latchkey.isConnected).toBe(true);
    await app.close();
  });

  it('stands beside the guard, each with a client of its own', async () => {
    const { options } = auth;
    @Module({ imports: [LatchkeyModule.forRoot(options), TokenGuardModule.forRoot(options), ShopModule] })
    class ServiceModule {}
    const app = await NestFactory.createApplicationContext(ServiceModule, { logger: false });
    const { latchkey } = app.get(Shop, { strict: false });
    await expect(latchkey.issueToken({ name: 'Shop' })).resolves.toMatchObject({ name: 'Shop' });
    // What a service asks for by this name stays the guard's.
    expect(app.get(BusClient, { strict: false })).not.toBe((latchkey as unknown as { bus: BusClient }).bus);
    await app.close();
  });
});
