/** Listing contacts, as resource does it, without its guard: for whoever asks, as if the guard had let them in. */
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { compiled } from '../dist.mjs';
import { readSetUp } from '../orders.mjs';
import { serve } from './serve.mjs';

/** @typedef {{ databaseUrl: string, workspace: { id: string, slug: string } }} SetUp */

/** @type {typeof import('../../../libs/platform/src/index.js')} */
const { createHttpApp, JsonLogger } = await compiled('libs/platform/src/index.js');
/** @type {typeof import('../../../apps/resource/src/database/data-source.js')} */
const { dataSourceOptions } = await compiled('apps/resource/src/database/data-source.js');
/** @type {typeof import('../../../apps/resource/src/contacts/contacts.module.js')} */
const { ContactsModule } = await compiled('apps/resource/src/contacts/contacts.module.js');

/** @type {SetUp} */
const { databaseUrl, workspace } = readSetUp();

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what Nest knows a module by
class UnguardedModule {}
Module({})(UnguardedModule);

const app = await createHttpApp(
  {
    module: UnguardedModule,
    imports: [TypeOrmModule.forRoot(dataSourceOptions(databaseUrl)), ContactsModule],
  },
  new JsonLogger({ name: 'unguarded', level: 'error', redact: (text) => text }),
);
app.setGlobalPrefix('api');
/** @type {{ addHook: (name: string, hook: (request: object, reply: object, done: () => void) => void) => void }} */
const fastify = app.getHttpAdapter().getInstance();
fastify.addHook('preHandler', (request, _reply, done) => {
  Object.assign(request, { identity: { workspace } });
  done();
});
await serve(app);
