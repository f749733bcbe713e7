import { eventually, http } from '@latchkey/testing';
import { Body, Controller, Get, HttpCode, Logger, Module, Post } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Allow, IsString } from 'class-validator';
import { connect } from 'node:net';
import { createHttpApp } from './http-app.js';
import { JsonLogger } from './logging.js';
import { carryContexts } from './tracing/tracing.js';

class Greeting {
  @IsString({ message: 'must be a text' })
  readonly name!: string;

  @Allow()
  readonly note?: unknown;
}

@Controller('greetings')
class GreetingController {
  @Get()
  list(): string[] {
    return [];
  }

  @Get('slowly')
  async slowly(): Promise<string[]> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    new Logger('Greetings').log('said slowly');
    return [];
  }

  @Post()
  @HttpCode(200)
  greet(@Body() { name }: Greeting): { length: number } {
    return { length: name.length };
  }
}
@Controller('api/farewells')
class FarewellController {
  @Get()
  list(): string[] {
    return [];
  }
}
@Module({})
class GreetingModule {}

const lines: string[] = [];
let app: NestFastifyApplication;
let url: string;

const logger = new JsonLogger({
  name: 'test',
  level: 'debug',
  redact: (line) => line,
  write: (line) => lines.push(line),
});

beforeAll(async () => {
  carryContexts();
  app = await createHttpApp(
    { module: GreetingModule, controllers: [GreetingController, FarewellController] },
    logger,
    { allowedOrigins: ['https://app.example.com', 'https://admin.example.com'] },
  );
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const post = async (body: string, contentType = 'application/json') => {
  const headers = { 'content-type': contentType };
  const response = await fetch(`${url}/greetings`, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
};
const error = (message: string): string => JSON.stringify({ status: 'error', message });

describe('a body', () => {
  it('that keeps the rules reaches its handler', async () => {
    await expect(post('{"name":"Ada"}')).resolves.toEqual({ status: 200, text: '{"length":3}' });
  });

  it.each(['{', '{"name":"Ada"', '{"name":"Ada"}}', "{'name':'Ada'}", '\u0000', 'name=Ada'])(
    'that is no JSON is 400: %j',
    async (body) => {
      const text = error('The request cannot be read: is its body valid JSON?');
      await expect(post(body)).resolves.toEqual({ status: 400, text });
    },
  );

  it.each([
    ['{"__proto__":{"name":"Ada"}}', '"__proto__":["is not a known field"]'],
    [
      '{"name":"Ada","note":{"constructor":{"prototype":{}}}}',
      '"note":["must not hold the key constructor"]',
    ],
    ['{"name":"Ada","toString":1}', '"toString":["is not a known field"]'],
  ])('that would change what objects are is refused by name: %s', async (body, named) => {
    const { status, text } = await post(body);
    expect(status).toBe(422);
    expect(text).toContain(`"errors":{${named}}`);
  });

  it.each(['[]', '"Ada"', '7', 'true', '[{"name":"Ada"}]'])('that is no object is 422: %s', async (body) => {
    await expect(post(body)).resolves.toMatchObject({ status: 422 });
  });

  it('with an unknown field is 422, by name', async () => {
    const { status, text } = await post('{"name":"Ada","nmae":"Ada"}');
    expect(status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ errors: { nmae: ['is not a known field'] } });
  });

  it('of up to 100 KB is read, and not one byte more', async () => {
    const filled = (bytes: number): string => `{"name":"${'x'.repeat(bytes - 11)}"}`;
    await expect(post(filled(100 * 1024))).resolves.toMatchObject({ status: 200 });
    await expect(post(filled(100 * 1024 + 1))).resolves.toEqual({
      status: 413,
      text: error('The body is larger than 100 KB'),
    });
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data', 'application/x-www-form-urlencoded'])(
    'of the type %s is 415',
    async (contentType) => {
      const text = error('The body must be sent as Content-Type: application/json');
      await expect(post('name=Ada', contentType)).resolves.toEqual({ status: 415, text });
    },
  );

  it('may be announced and missing: it is an empty one', async () => {
    const { status, text } = await post('');
    expect(status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ errors: { name: ['must be a text'] } });
  });
});

describe('an unknown route', () => {
  it.each([
    ['GET', '/nowhere'],
    ['PUT', '/nowhere'],
    ['GET', '/greetings/../greetings/x'],
    ['GET', '/greetings%00'],
  ])('is 404 in the same shape: %s %s', async (method, path) => {
    const { status, text } = await http(url).request(method, path);
    expect([status, text]).toEqual([404, error('Not found')]);
  });

  it('is not shown its own text back', async () => {
    const { text } = await http(url).request('GET', '/<script>alert(1)</script>');
    expect(text).not.toContain('script');
  });

  it.each(['/%', '/%zz', '/greetings/%E0%A4%A'])(
    'with a broken escape is a 4xx in our shape: %s',
    async (path) => {
      const { status, json } = await http(url).request('GET', path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(json).toMatchObject({ status: 'error', message: expect.any(String) as string });
    },
  );
});

describe('a method that a path does not take', () => {
  it.each(['PUT', 'PATCH', 'DELETE'])('is 405, and Allow says what it takes: %s', async (method) => {
    // Not read: it could be anything.
    const answer = await fetch(`${url}/greetings`, {
      method,
      body: '<x>',
      headers: { 'content-type': 'x/x' },
    });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
    expect([answer.status, await answer.text()]).toEqual([
      405,
      error('This path does not take that method: see Allow'),
    ]);
  });

  it('is told to OPTIONS, where no page of elsewhere is let in', async () => {
    const closed = await createHttpApp({ module: GreetingModule, controllers: [GreetingController] }, logger);
    await closed.listen(0, '127.0.0.1');
    const { status, text, headers } = await http(await closed.getUrl()).request('OPTIONS', '/greetings');
    await closed.close();
    expect([status, text, headers.get('allow')]).toEqual([204, '', 'GET, HEAD, OPTIONS, POST']);
  });
});

describe('what a caller accepts', () => {
  const asked = (path: string, accept: string) => http(url).request('GET', path, { headers: { accept } });

  it.each(['*/*', 'application/json', 'application/*', 'text/html, */*;q=0.1', 'application/problem+json'])(
    'is JSON: %s',
    async (accept) => {
      expect((await asked('/api/farewells', accept)).status).toBe(200);
    },
  );

  it.each(['text/html', 'application/xml', 'application/json;q=0', 'application/json;q=0, text/*', 'x'])(
    'is not JSON, and gets 406: %s',
    async (accept) => {
      const { status, json } = await asked('/api/farewells', accept);
      expect(status).toBe(406);
      expect(json).toMatchObject({
        status: 'error',
        message: expect.stringMatching(/^Accept must/) as string,
      });
    },
  );

  it('does not matter where no API is: a browser opens the reference', async () => {
    expect((await asked('/greetings', 'text/html')).status).toBe(200);
  });

  it.each(['application/problem+json', 'application/json, application/problem+json;q=0.5'])(
    'has errors as RFC 9457 has them: %s',
    async (accept) => {
      const { status, json, headers } = await asked('/nowhere', accept);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect([status, json]).toEqual([
        404,
        { type: 'about:blank', title: 'Not Found', status: 404, detail: 'Not found' },
      ]);
    },
  );

  it('is asked for, never guessed: errors have our own shape else', async () => {
    for (const accept of ['*/*', 'application/*', 'application/json, application/problem+json;q=0']) {
      expect((await asked('/nowhere', accept)).text).toBe(error('Not found'));
    }
  });

  it('has its reasons by field', async () => {
    const headers = { accept: 'application/problem+json', 'content-type': 'application/json' };
    const answer = await fetch(`${url}/greetings`, { method: 'POST', body: '{}', headers });
    expect(await answer.json()).toMatchObject({ status: 422, errors: { name: ['must be a text'] } });
  });
});

describe('browsers', () => {
  it('are told to keep what is answered to themselves, and to take it for nothing else', async () => {
    for (const path of ['/greetings', '/nowhere']) {
      const { headers } = await http(url).request('GET', path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  const from = (origin: string, method = 'GET', more: Record<string, string> = {}) =>
    http(url).request(method, '/greetings', { headers: { origin, ...more } });

  it('let the pages of named origins read answers, and what is in their headers', async () => {
    const { headers } = await from('https://app.example.com');
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(headers.get('access-control-expose-headers')).toContain('ETag');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    const asking = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await from('https://app.example.com', 'OPTIONS', asking);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  });

  it.each([
    'https://app.example.com.evil.test',
    'http://app.example.com',
    'https://app.example.com:8443',
    'null',
  ])('let no other page: %s', async (origin) => {
    const { headers } = await from(origin);
    expect(headers.get('access-control-allow-origin')).not.toBe(origin);
  });
});

describe('bytes that are no HTTP', () => {
  const send = (bytes: string | Buffer): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => (answer += chunk));
      socket.once('close', () => {
        resolve(answer);
      });
      socket.once('error', reject);
    });

  it.each([
    { bytes: 'garbage\r\n\r\n', why: 'there is no request line' },
    { bytes: Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), why: 'somebody speaks TLS' },
    { bytes: 'BREW /greetings HTTP/1.1\r\nHost: x\r\n\r\n', why: 'nobody knows the method' },
    { bytes: 'GET / HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n', why: 'a header has a space in its name' },
    {
      bytes:
        'POST /greetings HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      why: 'two lengths are announced (request smuggling)',
    },
    { bytes: `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, why: 'a header is endless' },
  ])('are answered with JSON, and the connection ends: $why', async ({ bytes }) => {
    const [head, body] = (await send(bytes)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(head).toMatch(/^Content-Type: application\/json/im);
    expect(body).toBe(error('The request cannot be read'));
  });

  it('leave the server serving', async () => {
    await Promise.all(Array.from({ length: 20 }, () => send('garbage\r\n\r\n')));
    expect((await http(url).request('GET', '/greetings')).status).toBe(200);
  });
});

describe('the id of a request', () => {
  const idFor = async (given?: string, path = '/greetings'): Promise<string | null> => {
    const headers: Record<string, string> = given === undefined ? {} : { 'x-request-id': given };
    return (await http(url).request('GET', path, { headers })).headers.get('x-request-id');
  };

  it.each(['a', 'req-1.2_3', 'x'.repeat(100)])('is the caller’s own when it is safe: %s', async (given) => {
    await expect(idFor(given)).resolves.toBe(given);
  });

  it.each(['', ' ', 'a b', '<b>', 'a,b', 'x'.repeat(101), '{"a":1}', 'ü'])(
    'is one of ours when it could be mistaken for something else: %j',
    async (given) => {
      await expect(idFor(given)).resolves.toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    },
  );

  it('is there without being asked for, each time another, and on errors too', async () => {
    const ids = await Promise.all([idFor(), idFor(), idFor(undefined, '/nowhere')]);
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(null);
  });

  it('stands in the log, with the route and without the query', async () => {
    await http(url).request('GET', '/greetings?hidden=yes', { headers: { 'x-request-id': 'seen-in-log' } });
    const line = await eventually(() => lines.find((each) => each.includes('seen-in-log')));
    expect(JSON.parse(line)).toMatchObject({ method: 'GET', route: '/greetings', status: 200 });
    expect(line).not.toContain('hidden');
  });
});

describe('what is logged', () => {
  it('while a request is answered has its id and its trace, and no other’s, whatever was waited for', async () => {
    const traceOf = (n: number): string => `4bf92f3577b34da6a3ce929d0e0e473${n}`;
    lines.length = 0;
    await Promise.all(
      [1, 2].map(async (n) => {
        const headers = { 'x-request-id': `asked-${n}`, traceparent: `00-${traceOf(n)}-00f067aa0ba902b7-01` };
        await (await fetch(`${url}/greetings/slowly`, { headers })).text();
      }),
    );
    const ofRequests = await eventually(() => lines.length === 4 && lines);
    for (const n of [1, 2]) {
      const of = ofRequests.filter((line) => line.includes(`"request_id":"asked-${n}"`));
      expect(of).toHaveLength(2);
      for (const line of of) expect(line).toContain(`"trace_id":"${traceOf(n)}"`);
    }
  });
});
