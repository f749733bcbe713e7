import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type ComposeFile, type ComposeService, readCompose } from './compose-file.js';
import { composePolicies } from './compose-policies.js';

/** The schema of compose-spec, which says in its own way which draft it is written in. */
const shipped = path.dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
const schema = JSON.parse(readFileSync(path.join(shipped, 'schemas/compose.schema.json'), 'utf8')) as {
  $schema?: string;
};
delete schema.$schema;
const isValid = new Ajv({ strict: false, allErrors: true, logger: false }).compile(schema);
const invalid = (compose: unknown): string[] =>
  isValid(compose)
    ? []
    : (isValid.errors ?? []).map((error) => `${error.instancePath}: ${JSON.stringify(error.params)}`);

const breaches = (compose: ComposeFile): string[] =>
  composePolicies.flatMap(({ rule, flaws }) => flaws(compose).map((flaw) => `${rule}: ${flaw}`));

describe('docker-compose.yml', () => {
  it('is valid by the schema of Compose', () => {
    expect(invalid(readCompose())).toEqual([]);
  });

  it('keeps every rule of ours', () => {
    expect(breaches(readCompose())).toEqual([]);
  });
});

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** One change of one service of the real file, and the beginning of the rule that finds it. */
const faults: readonly [
  fault: string,
  service: string,
  change: Partial<Writable<ComposeService>>,
  found: string,
][] = [
  ['capabilities', 'auth', { cap_drop: [] }, 'a container has no right'],
  ['rights by setuid', 'postgres', { security_opt: [] }, 'a container has no right'],
  ['files to change', 'auth', { read_only: false }, 'ours have no capability'],
  ['root', 'resource', { user: 'root' }, 'ours have no capability'],
  ['the latest', 'redis', { image: 'redis:latest' }, 'an image is of one version'],
  ['one name for three', 'auth', { container_name: 'auth' }, 'as many as one likes'],
  ['a port past the proxy', 'resource', { ports: ['127.0.0.1:3000:3000'] }, 'as many as one likes'],
  ['PostgreSQL for everybody', 'postgres', { ports: ['5432:5432'] }, 'the proxy alone is reached'],
  ['plain HTTP', 'proxy', { ports: ['80:80'] }, 'the proxy alone is reached'],
  ['a password', 'postgres', { environment: { POSTGRES_PASSWORD: 'x' } }, 'no secret is in the environment'],
  [
    'an address',
    'auth',
    { environment: { LOG_LEVEL: 'redis://a:b@redis' } },
    'no secret is in the environment',
  ],
  ['a file of secrets', 'auth', { env_file: '.env' }, 'no secret is in the environment'],
  ['a mistyped setting', 'auth', { environment: { LEASE_SECOND: '5' } }, 'our settings are known'],
  ['a store that says nothing', 'redis', { healthcheck: undefined }, 'whatever stays is watched'],
  [
    'ready too early',
    'auth',
    { healthcheck: { test: ['CMD', 'true'] } },
    'a service is ready when it says so',
  ],
  ['auth’s secrets', 'resource', { volumes: ['secrets-auth:/run/latchkey:ro'] }, 'a secret is mounted'],
  ['secrets to write', 'auth', { volumes: ['secrets-auth:/run/latchkey'] }, 'a secret is mounted'],
  ['secrets that call out', 'secrets', { network_mode: 'bridge' }, 'who makes the secrets'],
  ['the other’s database', 'resource', { networks: ['edge', 'auth-database'] }, 'the networks are those'],
  ['any proxy', 'resource', { environment: { TRUST_PROXY: '0.0.0.0/0' } }, 'resource trusts the addresses'],
  ['a canary at any address', 'canary', { networks: { edge: {} } }, 'resource trusts the addresses'],
  [
    'a canary by way of the bus',
    'canary',
    { environment: { CANARY_URLS: 'http://resource:3000' } },
    'the canary asks where',
  ],
  [
    'the canary’s name at the bus',
    'resource',
    { networks: { edge: { aliases: ['api'] }, bus: { aliases: ['api'] } } },
    'the canary asks where',
  ],
  ['the account’s secrets', 'canary', { volumes: ['secrets-canary-account:/x:ro'] }, 'a secret is mounted'],
  ['a credential', 'canary', { environment: { CANARY_CREDENTIAL: 'x' } }, 'no secret is in the environment'],
  ['an unknown one', 'auth', { depends_on: { rabbit: { condition: 'service_healthy' } } }, 'nobody waits'],
  ['an unknown volume', 'redis', { volumes: ['nowhere:/data'] }, 'nobody waits'],
];

describe('a fault that is planted', () => {
  const written = readCompose();

  it.each(faults)('is found: %s', (_, name, change, found) => {
    const service = { ...written.services[name], ...change };
    const said = breaches({ ...written, services: { ...written.services, [name]: service } });
    expect(said).toEqual(expect.arrayContaining([expect.stringMatching(`^${found}`)]));
  });

  it('is found: a network that leads out', () => {
    const networks = { ...written.networks, bus: { internal: false } };
    expect(breaches({ ...written, networks })).toEqual([expect.stringContaining('bus leads out')]);
  });

  it('is found: a file that is not there', () => {
    const configs = { ...written.configs, caddyfile: { file: './Caddyfile' } };
    expect(breaches({ ...written, configs })).toEqual(['the files that it names are there: ./Caddyfile']);
  });

  it('is found by the schema: a field with a mistyped name', () => {
    const auth = { ...written.services.auth, read_onyl: true };
    const said = invalid({ ...written, services: { ...written.services, auth } });
    expect(said).toEqual(['/services/auth: {"additionalProperty":"read_onyl"}']);
  });

  it('is there for every rule', () => {
    const found = [
      ...faults.map(([, , , rule]) => rule),
      'the networks are those',
      'the files that it names are there',
    ];
    const untried = composePolicies.filter(
      ({ rule }) => !found.some((beginning) => rule.startsWith(beginning)),
    );
    expect(untried.map(({ rule }) => rule)).toEqual([]);
  });
});
