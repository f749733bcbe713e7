import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { attachmentOf, type ComposeFile, type ComposeService, networksOf } from './compose-file.js';
import { ROOT } from './manifests.js';
import { secretsIn } from './secret-policies.js';

export interface ComposePolicy {
  readonly rule: string;
  readonly flaws: (compose: ComposeFile) => string[];
}

/** Of services: whose images are ours. */
const isOurs = ({ image = '' }: ComposeService): boolean => image.startsWith('latchkey/');

const ofServices = (
  rule: string,
  isKept: (service: ComposeService, name: string) => boolean,
): ComposePolicy => ({
  rule,
  flaws: ({ services }) =>
    Object.entries(services)
      .filter(([name, service]) => !isKept(service, name))
      .map(([name]) => name),
});

/** Who is in which network: what is not here cannot reach each other. */
const NETWORKS: Readonly<Record<string, readonly string[]>> = {
  'auth-database': ['auth', 'canary-account', 'canary-workspace', 'migrate-auth', 'postgres'],
  'resource-database': ['migrate-resource', 'postgres', 'resource'],
  bus: ['auth', 'canary', 'operator', 'redis', 'resource'],
  edge: ['canary', 'proxy', 'resource'],
  front: ['grafana'],
  monitoring: ['auth', 'canary', 'collector', 'grafana', 'prometheus', 'resource'],
};

/** The networks with a way out: of who has one of their ports led to, who calls webhooks, and who asks as the proxy does. */
const OPEN_NETWORKS = ['edge', 'front'];

/** Whose secrets each is given. `secrets` makes them, and has no network. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'secrets-auth': ['auth'],
  'secrets-auth-owner': ['migrate-auth'],
  'secrets-resource': ['resource'],
  'secrets-resource-owner': ['migrate-resource'],
  'secrets-operator': ['operator'],
  'secrets-canary': ['canary'],
  'secrets-canary-account': ['canary-account', 'canary-workspace'],
  'secrets-redis': ['redis'],
  'secrets-postgres': ['postgres'],
  'secrets-grafana': ['grafana'],
};

const known = new Set(
  [...readFileSync(path.join(ROOT, '.env.example'), 'utf8').matchAll(/^#? ?([A-Z_]+)=/gm)].map(
    ([, name]) => name,
  ),
);
/** Read by the OpenTelemetry libraries themselves; and resource's second port. */
const KNOWN_ELSEWHERE = /^(OTEL_[A-Z_]+|METRICS_PORT)$/;

export const composePolicies: readonly ComposePolicy[] = [
  ofServices(
    'a container has no right that it does not need, and cannot get more',
    ({ cap_drop, security_opt, privileged }) =>
      String(cap_drop) === 'ALL' && String(security_opt).includes('no-new-privileges:true') && !privileged,
  ),
  ofServices(
    'ours have no capability, and change no file of theirs',
    (service) => !isOurs(service) || (service.read_only === true && !service.cap_add && !service.user),
  ),
  ofServices('an image is of one version', ({ image = '' }) => /:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/.test(image)),
  ofServices(
    'as many as one likes can be started of auth and resource: no name and no port of this machine is theirs',
    ({ container_name, ports }, name) => !['auth', 'resource'].includes(name) || !(container_name ?? ports),
  ),
  ofServices(
    'the proxy alone is reached from elsewhere',
    ({ ports = [], network_mode }, name) =>
      network_mode !== 'host' &&
      (name === 'proxy' ? String(ports) === '443:443' : ports.every((port) => port.startsWith('127.0.0.1:'))),
  ),
  ofServices(
    'no secret is in the environment, where whoever may list containers reads it',
    ({ environment = {}, env_file }) =>
      secretsIn(JSON.stringify(environment)).length === 0 &&
      !env_file &&
      !Object.keys(environment).some((name) =>
        /PASSWORD$|SECRET|PEPPER|_KEY$|_TOKEN$|_CREDENTIAL$/.test(name),
      ),
  ),
  ofServices(
    'our settings are known to the services',
    (service) =>
      !isOurs(service) ||
      Object.keys(service.environment ?? {}).every((name) => known.has(name) || KNOWN_ELSEWHERE.test(name)),
  ),
  ofServices(
    'whatever stays is watched: it says when it is ready',
    ({ healthcheck, profiles }, name) => name === 'secrets' || !!profiles || !!healthcheck,
  ),
  ofServices(
    'a service is ready when it says so itself, store and lease and all',
    ({ healthcheck }, name) =>
      !['auth', 'canary', 'resource'].includes(name) || String(healthcheck?.test).includes('/health/ready'),
  ),
  {
    rule: 'a secret is mounted, read-only, by who is to have it, and by nobody else',
    flaws: ({ services }) =>
      Object.entries(services).flatMap(([name, { volumes = [] }]) =>
        volumes
          .filter((volume) => volume.startsWith('secrets-') && name !== 'secrets')
          .filter(
            (volume) => !SECRETS[String(volume.split(':')[0])]?.includes(name) || !volume.endsWith(':ro'),
          )
          .map((volume) => `${name} has ${volume}`),
      ),
  },
  {
    rule: 'who makes the secrets speaks to nobody',
    flaws: ({ services }) => (services.secrets?.network_mode === 'none' ? [] : ['secrets']),
  },
  {
    rule: 'the networks are those that are known, and so is who is in them',
    flaws: ({ services, networks }) => [
      ...Object.keys(networks)
        .filter((network) => {
          const members = Object.entries(services)
            .filter(([, service]) => networksOf(service).includes(network))
            .map(([name]) => name)
            .sort();
          return String(members) !== String(NETWORKS[network]);
        })
        .map((network) => `${network} has others in it`),
      ...Object.entries(networks)
        .filter(([network, { internal = false }]) => internal === OPEN_NETWORKS.includes(network))
        .map(([network]) => `${network} leads out, or should`),
    ],
  },
  {
    rule: 'resource trusts the addresses of the proxy and the canary, which nobody else can get',
    flaws: ({ services, networks }: ComposeFile): string[] => {
      const trusted = String(services.resource?.environment?.TRUST_PROXY);
      const fixed = [services.proxy, services.canary].map(
        (service) => attachmentOf(service, 'edge')?.ipv4_address ?? 'none',
      );
      const [range] = networks.edge?.ipam?.config ?? [];
      const isApart =
        range?.ip_range.endsWith('.128/25') && fixed.every((address) => Number(address.split('.')[3]) < 128);
      return trusted === fixed.join(',') && isApart ? [] : [trusted];
    },
  },
  {
    rule: 'the canary asks where its address is the one that is trusted: by a name that no other network has',
    flaws: ({ services }: ComposeFile): string[] => {
      const urls = String(services.canary?.environment?.CANARY_URLS);
      const name = /^http:\/\/([a-z-]+):3000$/.exec(urls)?.[1] ?? '';
      const holders = Object.entries(services).flatMap(([own, service]) =>
        networksOf(service)
          .filter((network) => [own, ...(attachmentOf(service, network)?.aliases ?? [])].includes(name))
          .map((network) => `${own} in ${network}`),
      );
      return String(holders) === 'resource in edge' ? [] : [`${urls}: ${holders.join(', ')}`];
    },
  },
  {
    rule: 'nobody waits for what is not there',
    flaws: ({ services, volumes, configs }) =>
      Object.entries(services).flatMap(([name, service]) => [
        ...Object.keys(service.depends_on ?? {}).filter((other) => !services[other]),
        ...(service.configs ?? []).map(({ source }) => source).filter((source) => !configs[source]),
        ...(service.volumes ?? [])
          .map((volume) => String(volume.split(':')[0]))
          .filter((source) =>
            source.startsWith('.') ? !existsSync(path.join(ROOT, source)) : !(source in volumes),
          )
          .map((source) => `${name}: ${source}`),
      ]),
  },
  {
    rule: 'the files that it names are there',
    flaws: ({ configs }) =>
      Object.values(configs)
        .map(({ file }) => file)
        .filter((file) => !existsSync(path.join(ROOT, file))),
  },
];
