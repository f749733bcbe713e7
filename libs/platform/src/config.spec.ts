import { Expose, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ConfigError, isReadBy, isUrlOf, loadConfig, Rule } from './config.js';

class SomeConfig {
  @Expose()
  @Type(() => Number)
  @IsInt({ message: 'must be a port number' })
  @Min(0, { message: 'must be a port number' })
  @Max(65_535, { message: 'must be a port number' })
  readonly PORT: number = 3000;

  @Expose()
  @Rule('must be a URL such as redis://127.0.0.1:6379', isUrlOf('redis:', 'rediss:'))
  readonly REDIS_URL!: string;

  @Expose()
  @Rule('must be a key in base64', isReadBy(readKey))
  readonly SECRET_KEY!: string;

  @Expose()
  @IsOptional()
  @Rule('must be a small letter', isReadBy(readLetter))
  readonly LETTER?: string;

  @Expose()
  @IsIn(['info', 'debug'], { message: 'must be one of: info, debug' })
  readonly LOG_LEVEL: string = 'info';
}

function readKey(text: string): Buffer {
  if (!/^[A-Za-z0-9+/]{8,}=*$/.test(text)) throw new TypeError(`not a key: ${text}`);
  return Buffer.from(text, 'base64');
}

function readLetter(text: string): string {
  if (!/^[a-z]$/.test(text)) throw new RangeError(`not a letter: ${text}`);
  return text;
}

const good = { REDIS_URL: 'redis://127.0.0.1:6379', SECRET_KEY: 'c29tZSBrZXkgb2Ygb3Vycw==' };

const complaintAbout = (environment: NodeJS.ProcessEnv): string => {
  try {
    loadConfig(SomeConfig, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
};

describe('a usable environment', () => {
  it('is read, with defaults for what is not set', () => {
    expect(loadConfig(SomeConfig, good)).toEqual({ ...good, PORT: 3000, LOG_LEVEL: 'info' });
  });

  it.each([
    { given: '8080', port: 8080, why: 'numbers come as text' },
    { given: '0', port: 0, why: '0 takes any free port' },
    { given: '', port: 3000, why: 'empty counts as absent' },
    { given: undefined, port: 3000, why: 'absent takes the default' },
  ])('gives the port $port when $why', ({ given, port }) => {
    expect(loadConfig(SomeConfig, { ...good, PORT: given }).PORT).toBe(port);
  });

  it('takes an empty optional variable for absent', () => {
    expect(loadConfig(SomeConfig, { ...good, LETTER: '' }).LETTER).toBeUndefined();
  });

  it('gives an object that nobody changes any more', () => {
    const config = loadConfig(SomeConfig, good);
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => Object.assign(config, { PORT: 1 })).toThrow(TypeError);
  });

  it('brings nothing along that the app did not name', () => {
    const config = loadConfig(SomeConfig, { ...good, PATH: '/bin', HOME: '/root' });
    expect(Object.keys(config).sort()).toEqual(['LETTER', 'LOG_LEVEL', 'PORT', 'REDIS_URL', 'SECRET_KEY']);
  });

  it('is not changed by being read', () => {
    const environment = { ...good, PORT: '' };
    loadConfig(SomeConfig, environment);
    expect(environment).toEqual({ ...good, PORT: '' });
  });
});

describe('an environment that is not usable', () => {
  it('is told all at once, one line a variable, with the rule', () => {
    const environment = { PORT: 'http', REDIS_URL: 'http://here', LETTER: 'ab', LOG_LEVEL: 'loud' };
    expect(complaintAbout(environment).split('\n')).toEqual([
      'The configuration is not usable:',
      '  PORT must be a port number',
      '  REDIS_URL must be a URL such as redis://127.0.0.1:6379',
      '  SECRET_KEY is not set: it must be a key in base64',
      '  LETTER must be a small letter',
      '  LOG_LEVEL must be one of: info, debug',
    ]);
  });

  it('takes an empty variable that is required for one that is not set', () => {
    expect(complaintAbout({ ...good, REDIS_URL: '' })).toContain('REDIS_URL is not set: it must be a URL');
  });

  it('is told without any value, for some are secrets', () => {
    const values = {
      PORT: 'port-of-mine',
      REDIS_URL: 'http://user:secretword@host',
      SECRET_KEY: 'not!base64',
      LETTER: 'ABC',
      LOG_LEVEL: 'loudest',
    };
    const complaint = complaintAbout(values);
    for (const [variable, value] of Object.entries(values)) {
      expect(complaint).toContain(variable);
      expect(complaint).not.toContain(value);
    }
    expect(complaint).not.toContain('secretword');
  });

  it.each(['-1', '65536', '80.5', 'NaN', '80 81', 'Infinity'])('may have a port such as %s', (PORT) => {
    expect(complaintAbout({ ...good, PORT })).toContain('PORT must be a port number');
  });
});

describe('a URL', () => {
  it.each([
    { text: 'redis://127.0.0.1:6379', isOne: true, why: 'it has the scheme' },
    { text: 'rediss://user:x@host/0', isOne: true, why: 'it has the other scheme' },
    { text: '127.0.0.1:6379', isOne: false, why: 'it has no scheme' },
    { text: 'postgres://host/db', isOne: false, why: 'the scheme is another' },
    { text: 'redis', isOne: false, why: 'it is a word' },
    { text: undefined, isOne: false, why: 'there is none' },
  ])('is one of redis: or rediss: ($isOne) when $why', ({ text, isOne }) => {
    expect(isUrlOf('redis:', 'rediss:')(text)).toBe(isOne);
  });
});
