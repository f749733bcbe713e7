import { JsonLogger, type LogLevel } from './logging.js';

const SECRET = 'hush-hush-1';

const written = (act: (logger: JsonLogger) => void, level: LogLevel = 'trace'): Record<string, unknown>[] => {
  const lines: string[] = [];
  act(
    new JsonLogger({
      name: 'auth',
      level,
      redact: (line) => line.replaceAll(SECRET, '[redacted]'),
      write: (line) => lines.push(line),
    }),
  );
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('a log line', () => {
  it('is JSON that says who, how grave, what, and where', () => {
    const [line] = written((logger) => {
      logger.log('started', 'Bootstrap');
    });
    expect(line).toMatchObject({ name: 'auth', severity: 'info', msg: 'started', context: 'Bootstrap' });
  });

  it('carries the fields of an object', () => {
    const [line] = written((logger) => {
      logger.warn({ status: 503, ms: 7 }, 'Http');
    });
    expect(line).toMatchObject({ severity: 'warn', status: 503, ms: 7, context: 'Http' });
  });

  it('carries an error with its stack', () => {
    const [line] = written((logger) => {
      logger.error(new TypeError('broken'), 'a stack', 'Http');
    });
    expect(line).toMatchObject({ severity: 'error', msg: 'broken', context: 'Http' });
    expect(line?.err).toMatchObject({ type: 'TypeError', message: 'broken' });
    expect((line?.err as { stack: string }).stack).toContain('logging.spec');
  });

  it('carries the stack that comes with a text', () => {
    const [line] = written((logger) => {
      logger.error('Unable to connect', 'Error: permission denied', 'TypeOrmModule');
    });
    expect(line).toMatchObject({
      msg: 'Unable to connect',
      stack: 'Error: permission denied',
      context: 'TypeOrmModule',
    });
  });

  it('says why an error came about', () => {
    const [line] = written((logger) => {
      logger.error(new Error('no answer', { cause: new RangeError('too far') }));
    });
    expect(line?.err).toMatchObject({
      message: 'no answer',
      cause: { type: 'RangeError', message: 'too far' },
    });
  });

  it('ends for an error that is its own cause', () => {
    const error = new Error('circular');
    error.cause = error;
    const [line] = written((logger) => {
      logger.error(error);
    });
    expect(line?.err).toMatchObject({ message: 'circular' });
  });

  it('leaves out what a library hung on an error: parameters of a query are people’s data', () => {
    const [line] = written((logger) => {
      logger.error(Object.assign(new Error('broken'), { parameters: ['ada@example.com'], code: '23505' }));
    });
    expect(line?.err).toMatchObject({ message: 'broken', code: '23505' });
    expect(JSON.stringify(line)).not.toContain('ada@example.com');
  });

  it.each([undefined, null, 7, Symbol('odd')])('can be about anything: %p', (message) => {
    expect(
      written((logger) => {
        logger.log(message);
      }),
    ).toHaveLength(1);
  });

  it('is left out below the level', () => {
    const severities = written((logger) => {
      for (const level of ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] as const) logger[level]('x');
    }, 'warn').map(({ severity }) => severity);
    expect(severities).toEqual(['warn', 'error', 'fatal']);
  });
});

describe('a secret', () => {
  const circular: Record<string, unknown> = { secret: SECRET };
  circular.self = circular;

  it.each<[string, (logger: JsonLogger) => void]>([
    [
      'in a message',
      (logger) => {
        logger.log(`saw ${SECRET}`);
      },
    ],
    [
      'in a context',
      (logger) => {
        logger.log('saw', SECRET);
      },
    ],
    [
      'in a field',
      (logger) => {
        logger.warn({ secret: SECRET });
      },
    ],
    [
      'deep in a field',
      (logger) => {
        logger.debug({ a: { b: [{ c: SECRET }] } });
      },
    ],
    [
      'in the name of a field',
      (logger) => {
        logger.log({ [SECRET]: 1 });
      },
    ],
    [
      'in an error',
      (logger) => {
        logger.error(new Error(SECRET));
      },
    ],
    [
      'in an error’s cause',
      (logger) => {
        logger.error(new Error('x', { cause: new Error(SECRET) }));
      },
    ],
    [
      'in what writes itself',
      (logger) => {
        logger.log({ it: { toJSON: () => SECRET } });
      },
    ],
    [
      'in a circle',
      (logger) => {
        logger.fatal(circular);
      },
    ],
    [
      'in a level that is rarely used',
      (logger) => {
        logger.verbose(SECRET);
      },
    ],
  ])('%s is taken out, for redaction is the last stage (P7)', (_, act) => {
    const [line] = written(act);
    expect(JSON.stringify(line)).not.toContain(SECRET);
    expect(JSON.stringify(line)).toContain('[redacted]');
  });
});
