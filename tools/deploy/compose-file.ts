import { readYaml } from './manifests.js';

export const COMPOSE_FILE = 'docker-compose.yml';

/** To a network. */
interface Attachment {
  readonly ipv4_address?: string;
  readonly aliases?: readonly string[];
}

export interface ComposeService {
  readonly image?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly build?: { readonly target?: string };
  readonly profiles?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly container_name?: string;
  readonly network_mode?: string;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: unknown;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly configs?: readonly { readonly source: string }[];
  readonly networks?: readonly string[] | Readonly<Record<string, Attachment>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly stop_grace_period?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<
    Record<
      string,
      {
        readonly internal?: boolean;
        readonly ipam?: {
          readonly config: readonly { readonly subnet: string; readonly ip_range: string }[];
        };
      }
    >
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
}

/** Without a variable of whoever runs it: `${LATCHKEY_PORT:-443}` is 443. */
export const readCompose = (): ComposeFile =>
  withDefaults(readYaml(COMPOSE_FILE, { merge: true })[0]) as ComposeFile;

const withDefaults = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
  if (Array.isArray(value)) return value.map(withDefaults);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, withDefaults(inside)]));
};

export const networksOf = ({ networks = [] }: ComposeService): string[] =>
  Array.isArray(networks) ? (networks as string[]) : Object.keys(networks);

/** How a service is attached to a network, where that is said. */
export const attachmentOf = (service: ComposeService | undefined, network: string): Attachment | undefined =>
  (service?.networks as Readonly<Record<string, Attachment>> | undefined)?.[network];
