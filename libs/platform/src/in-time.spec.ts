import { http } from '@latchkey/testing';
import { type CanActivate, Controller, Get, Module, UseGuards } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { createHttpApp } from './http-app.js';
import { AnswersInTime } from './in-time.js';
import { JsonLogger } from './logging.js';

class SlowGuard implements CanActivate {
  async canActivate(): Promise<boolean> {
    await delay(600);
    return true;
  }
}

@Controller('answers')
@AnswersInTime()
class AnswerController {
  @Get('slow')
  @UseGuards(SlowGuard)
  slow(): Promise<object> {
    return delay(3_000, {});
  }

  /** Its answer is there when the process has its next turn, a second later, and takes a few more turns. */
  @Get('stalled')
  async stalled(): Promise<object> {
    const ready = delay(500, {});
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
    await delay(10);
    return ready;
  }

  @Get('quick')
  @UseGuards(SlowGuard)
  quick(): object {
    return {};
  }
}
@Module({})
class AnswerModule {}

let app: NestFastifyApplication;
beforeAll(async () => {
  const logger = new JsonLogger({ name: 'test', level: 'fatal', redact: (line) => line });
  app = await createHttpApp({ module: AnswerModule, controllers: [AnswerController] }, logger);
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

const ask = async (path: string) => {
  const began = performance.now();
  const { status, headers, text } = await http(await app.getUrl()).request('GET', `/answers/${path}`);
  return { ms: performance.now() - began, status, retryAfter: headers.get('retry-after'), text };
};

it('a guard and a handler that both wait have one second together', async () => {
  const { ms, ...answer } = await ask('slow');
  expect(answer).toEqual({
    status: 503,
    retryAfter: '1',
    text: '{"status":"error","message":"Service temporarily unavailable"}',
  });
  expect(ms).toBeGreaterThan(900);
  expect(ms).toBeLessThan(1_500);
});

it('and what is ready by then is answered', async () => {
  await expect(ask('quick')).resolves.toMatchObject({ status: 200, text: '{}' });
});

it('as is what was ready while the process had no turn to say so', async () => {
  await expect(ask('stalled')).resolves.toMatchObject({ status: 200, text: '{}' });
});
