import { BusAnswerError, BusUnavailableError } from '@latchkey/bus';
import { Refusal, type RefusalKind } from '@latchkey/contracts';
import { http } from '@latchkey/testing';
import {
  Controller,
  ForbiddenException,
  Get,
  HttpException,
  Module,
  NotFoundException,
} from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp } from './http-app.js';
import { JsonLogger } from './logging.js';

let thrown: unknown;

@Controller()
class FailingController {
  @Get('fail')
  fail(): never {
    throw thrown;
  }
}
@Module({})
class FailingModule {}

const lines: string[] = [];
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const logger = new JsonLogger({
    name: 'test',
    level: 'warn',
    redact: (line) => line,
    write: (line) => lines.push(line),
  });
  app = await createHttpApp({ module: FailingModule, controllers: [FailingController] }, logger);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());
beforeEach(() => lines.splice(0));

const answerTo = (error: unknown) => {
  thrown = error;
  return http(url).request<{ status: string; message: string }>('GET', '/fail');
};

describe('a refusal', () => {
  it.each<[RefusalKind, number]>([
    ['invalid', 422],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['too_many', 429],
    ['unavailable', 503],
  ])('that is %s is answered with %i and its own message', async (kind, status) => {
    const answer = await answerTo(new Refusal(kind, 'some.code', 'Some message'));
    expect(answer.status).toBe(status);
    expect(answer.text).toBe('{"status":"error","message":"Some message"}');
    expect(answer.headers.get('content-type')).toContain('application/json');
  });

  it('adds the reasons by field (D12)', async () => {
    const { text } = await answerTo(Refusal.invalid({ name: ['must be a text'] }));
    expect(text).toBe(
      '{"status":"error","message":"The given data was invalid","errors":{"name":["must be a text"]}}',
    );
  });

  it('is not logged as a defect', async () => {
    await answerTo(new Refusal('not_found', 'some.code', 'Some message'));
    expect(lines).toEqual([]);
  });
});

describe('what another service says', () => {
  it('is passed on when it is a refusal', async () => {
    const theirs = new Refusal('not_found', 'token.not_found', 'API key not found');
    const { status, text } = await answerTo(new BusAnswerError(theirs.toWire()));
    expect([status, text]).toEqual([404, '{"status":"error","message":"API key not found"}']);
  });

  it('is a defect of ours when it is one of theirs', async () => {
    const { status, text } = await answerTo(
      new BusAnswerError({ kind: 'defect', message: 'Internal error' }),
    );
    expect([status, text]).toEqual([500, '{"status":"error","message":"Internal server error"}']);
  });
});

describe('no answer', () => {
  it.each([
    { error: new BusUnavailableError('timeout'), why: 'auth is slow' },
    { error: new BusUnavailableError('disconnected'), why: 'Redis is away' },
    { error: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), why: 'PostgreSQL is away' },
    { error: Object.assign(new Error('x'), { code: '57P03' }), why: 'PostgreSQL is starting' },
  ])('is 503 and says when to try again, when $why (P6)', async ({ error }) => {
    const { status, text, headers } = await answerTo(error);
    expect([status, text]).toEqual([503, '{"status":"error","message":"Service temporarily unavailable"}']);
    expect(headers.get('retry-after')).toBe('1');
  });
});

describe('a defect', () => {
  it.each([
    { error: new TypeError('inside of ours'), why: 'an error' },
    { error: Object.assign(new Error('inside of ours'), { statusCode: 503 }), why: 'it claims a status' },
    { error: Object.assign(new Error('inside of ours'), { code: '42P01' }), why: 'the schema is wrong' },
    { error: { inside: 'of ours' }, why: 'something that is no error' },
    { error: 'inside of ours', why: 'a text' },
    { error: null, why: 'nothing' },
    { error: undefined, why: 'nothing' },
  ])('shows a caller no inside: $why', async ({ error }) => {
    const { status, text } = await answerTo(error);
    expect(status).toBe(500);
    expect(text).toBe('{"status":"error","message":"Internal server error"}');
    expect(lines.length).toBeGreaterThan(0);
  });

  it('is logged with its stack', async () => {
    await answerTo(new TypeError('inside of ours'));
    const [first] = lines.map((line) => JSON.parse(line) as { severity: string; err?: { stack: string } });
    expect(first).toMatchObject({ severity: 'error', msg: 'inside of ours', context: 'Http' });
    expect(first?.err?.stack).toContain('TypeError: inside of ours');
  });
});

describe("an exception of Nest's own", () => {
  it.each([
    { error: new NotFoundException('with words of its own'), status: 404, message: 'Not found' },
    { error: new ForbiddenException(), status: 403, message: 'Forbidden' },
    { error: new HttpException('with words of its own', 410), status: 410, message: 'Gone' },
    { error: new HttpException({ status: 410, hint: 'x' }, 410), status: 410, message: 'Gone' },
  ])('is answered in our shape: $status', async ({ error, status, message }) => {
    const { status: got, text } = await answerTo(error);
    expect([got, text]).toEqual([status, JSON.stringify({ status: 'error', message })]);
  });

  it('keeps a body that has our shape already', async () => {
    const ours = { status: 'error', message: 'API token is required' };
    const { status, json } = await answerTo(new HttpException(ours, 401));
    expect([status, json]).toEqual([401, ours]);
  });
});
