/** Auth as one writes it first: a Nest microservice over Nest's own Redis transport, with one indexed SELECT. */
import { Controller } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { obey, readSetUp } from '../orders.mjs';
import { makeTokenTable, tokenFinder } from './token-table.mjs';

const { databaseUrl, redisUrl, token } = readSetUp();
await makeTokenTable(databaseUrl, token);
const find = tokenFinder(databaseUrl);

class AuthController {
  async verify({ digest }) {
    return { token: await find(Buffer.from(digest, 'hex')) };
  }
}
const verify = Object.getOwnPropertyDescriptor(AuthController.prototype, 'verify');
MessagePattern('verify-token')(AuthController.prototype, 'verify', verify);
Payload()(AuthController.prototype, 'verify', 0);
Controller()(AuthController);

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- what Nest knows a module by
class AuthModule {}
const { hostname: host, port } = new URL(redisUrl);
const app = await NestFactory.createMicroservice(
  { module: AuthModule, controllers: [AuthController] },
  { transport: Transport.REDIS, options: { host, port: Number(port) }, logger: false },
);
await app.listen();
obey({});
