import { findSecrets } from '../../libs/testing/src/leaks/secret-patterns.mjs';
import { type KubernetesObject } from './manifests.js';
import { type Policy } from './pod-policies.js';
import { containersOf, workloadsIn } from './workloads.js';

const WHATSAPP = ['WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'];

/** Which secrets each may have, and from which Secret. Whoever is not named has none. */
const SECRETS: Readonly<Record<string, { readonly from: string; readonly variables: readonly string[] }>> = {
  auth: {
    from: 'latchkey-auth',
    variables: ['REDIS_URL', 'AUTH_DATABASE_URL', 'TOKEN_PEPPERS', 'JWT_SIGNING_KEY', 'SEALING_KEY'],
  },
  resource: {
    from: 'latchkey-resource',
    variables: [
      'REDIS_URL',
      'RESOURCE_DATABASE_URL',
      'SEALING_PUBLIC_KEY',
      'WEBHOOK_SECRETS_KEY',
      ...WHATSAPP,
    ],
  },
  canary: { from: 'latchkey-canary', variables: ['REDIS_URL', 'SEALING_PUBLIC_KEY', 'CANARY_CREDENTIAL'] },
  'canary-account': {
    from: 'latchkey-canary-account',
    variables: ['AUTH_DATABASE_URL', 'TOKEN_PEPPERS', 'OPERATOR_PASSWORD', 'SERVICE_CREDENTIAL'],
  },
  'migrate-auth': { from: 'latchkey-auth-owner', variables: ['AUTH_OWNER_DATABASE_URL'] },
  'migrate-resource': { from: 'latchkey-resource-owner', variables: ['RESOURCE_OWNER_DATABASE_URL'] },
};

/** Variables whose value is a secret, wherever they turn up. */
const NAMES_OF_SECRETS = new Set(Object.values(SECRETS).flatMap(({ variables }) => variables));

/** Keys as `npm run keys` makes them, PEM, and addresses with a password. */
const LOOKS_SECRET = [
  /\b\d:[A-Za-z0-9+/]{43}=/,
  /\bM[CF][A-Za-z0-9+/]{40,}={0,2}/,
  /-----BEGIN/,
  /:\/\/[^\s/@:]*:[^\s/@]+@/,
];

/** The kinds of secrets in a text. */
export const secretsIn = (text: string): string[] => [
  ...findSecrets(text).map(({ kind }) => kind),
  ...LOOKS_SECRET.filter((pattern) => pattern.test(text)).map(() => 'a key, or a password'),
];

export const secretPolicies: readonly Policy[] = [
  {
    rule: 'a secret is in no manifest',
    flaws: (objects) =>
      objects
        .filter((object) => object.kind === 'Secret' || secretsIn(JSON.stringify(object)).length > 0)
        .map(nameOf),
  },
  {
    rule: 'a setting that is no secret comes from a ConfigMap, and none that is one',
    flaws: (objects) =>
      objects
        .filter(({ kind }) => kind === 'ConfigMap')
        .filter((object) =>
          Object.keys((object as { data?: object }).data ?? {}).some((name) => NAMES_OF_SECRETS.has(name)),
        )
        .map(nameOf),
  },
  {
    rule: 'each has its own secrets by reference, and nobody else’s',
    flaws: (objects) =>
      workloadsIn(objects).flatMap((workload) => {
        const allowed = SECRETS[workload.name];
        return containersOf(workload).flatMap(({ env = [], envFrom = [] }) => [
          ...envFrom.filter(({ secretRef }) => secretRef).map(() => `${workload.name}: a whole Secret`),
          ...env
            .filter(({ name, valueFrom }) => valueFrom !== undefined || NAMES_OF_SECRETS.has(name))
            .filter(({ name, valueFrom }) => {
              const from = valueFrom?.secretKeyRef;
              return from?.name !== allowed?.from || from?.key !== name || !allowed?.variables.includes(name);
            })
            .map(({ name }) => `${workload.name}: ${name}`),
        ]);
      }),
  },
];

export const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind} ${metadata.name}`;
