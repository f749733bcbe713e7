import { validate } from 'dockerfile-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCompose } from './compose-file.js';
import { ignoreLines, readDockerfile, type Stage, stagesOf } from './dockerfile.js';
import { objectsOf } from './kustomizations.js';
import { BASE, ROOT } from './manifests.js';
import { secretsIn } from './secret-policies.js';
import { workloadsIn } from './workloads.js';

const written = readDockerfile();
const APPS = ['auth', 'resource'] as const;
/** What Latchkey is tested on, and what is in long-term support. */
const BASE_IMAGE = /^node:24\.\d+\.\d+-trixie-slim$/;
const REGISTRY_CALLS = ['build', 'packages', 'runtime'];

/** What a stage and those that it is built on say, from the first to the last. */
const saidOf = (stages: readonly Stage[], name: string): Stage['instructions'] => {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage ? [...saidOf(stages, stage.from), ...stage.instructions] : [];
};

/** What is wrong with the images, in words. */
function flawsOf(dockerfile: string): string[] {
  const stages = stagesOf(dockerfile);
  const all = stages.flatMap(({ instructions }) => instructions);
  const [, base = ''] = /^ARG NODE=(\S+)$/m.exec(dockerfile) ?? [];
  const flaws = validate(dockerfile).map(({ message }) => `the linter: ${JSON.stringify(message)}`);
  if (!BASE_IMAGE.test(base)) flaws.push('the base is not one version of Node 24');
  if (stages.some(({ from }) => from !== '${NODE}' && !stages.some(({ name }) => name === from))) {
    flaws.push('a stage has another base');
  }
  if (all.some(({ keyword }) => keyword === 'ADD')) flaws.push('something is fetched unseen');
  if (all.some(({ keyword, text }) => keyword === 'RUN' && /npm (i|install)\b/.test(text)))
    flaws.push('not by the lock file');
  if (secretsIn(dockerfile).length > 0 || /ARG .*(TOKEN|PASSWORD|SECRET|KEY)/.test(dockerfile))
    flaws.push('a secret');
  return [
    ...flaws,
    ...APPS.flatMap((app) => flawsOfImage(saidOf(stages, app)).map((flaw) => `${app}: ${flaw}`)),
  ];
}

function flawsOfImage(said: Stage['instructions']): string[] {
  const last = (keyword: string): string => said.findLast((one) => one.keyword === keyword)?.text ?? '';
  const copied = said.filter(({ keyword }) => keyword === 'COPY').map(({ text }) => text);
  const rules: [string, boolean][] = [
    ['it runs as root, or as a name', /^[1-9]\d{3,}:[1-9]\d{3,}$/.test(last('USER'))],
    ['nothing passes signals on', last('ENTRYPOINT') === '["tini", "--"]'],
    ['it is started by a shell, which hears no signal', /^\["node", "dist\/.*\.js"\]$/.test(last('CMD'))],
    ['a store that is away has it restarted', last('HEALTHCHECK').includes('/health/live')],
    [
      'development packages are in it',
      copied.some((text) => text.startsWith('--from=packages') && text.includes('node_modules')),
    ],
    [
      'sources are in it',
      copied.every((text) =>
        /^--from=(packages|build) \/latchkey\/(node_modules|dist\/)|^--chmod=0444 package.json LICENSE /.test(
          text,
        ),
      ),
    ],
    [
      'it can change its own files',
      !copied.some((text) => text.includes('--chown')) &&
        !said.some(({ text }) => /chown|chmod -R|chmod [0-7]*7/.test(text)),
    ],
    [
      'it runs for development',
      said.some(({ keyword, text }) => keyword === 'ENV' && text.includes('NODE_ENV=production')),
    ],
  ];
  return rules.filter(([, isKept]) => !isKept).map(([flaw]) => flaw);
}

describe('the Dockerfile', () => {
  it('is well formed, and keeps every rule of ours', () => {
    expect(flawsOf(written)).toEqual([]);
  });

  it.each([
    ['a mistyped instruction', /^EXPOSE 3001$/m, 'EXPOSED 3001', 'the linter'],
    ['whatever Node is the latest', /node:24\S+/, 'node:latest', 'the base is not one version'],
    ['another base', /FROM node AS build/, 'FROM ubuntu:24.04 AS build', 'a stage has another base'],
    [
      'a file from anywhere',
      /^STOPSIGNAL.*$/m,
      'ADD https://example.com/tool /bin/tool',
      'something is fetched',
    ],
    ['packages as they come', /npm ci --omit=dev/, 'npm install --omit=dev', 'not by the lock file'],
    ['a token for the registry', /^ARG NODE/m, 'ARG NPM_TOKEN=\nARG NODE', 'a secret'],
    ['root', /^USER .*$/m, 'USER 0:0', 'auth: it runs as root'],
    [
      'a name, of which nobody knows whose it is',
      /^USER .*$/m,
      'USER node',
      'resource: it runs as root, or as a name',
    ],
    ['no init', /^ENTRYPOINT .*$/m, 'ENTRYPOINT []', 'auth: nothing passes signals on'],
    [
      'a shell',
      /CMD \["node", "dist\/apps\/auth\/src\/main.js"\]/,
      'CMD node dist/apps/auth/src/main.js',
      'auth: it is started by a shell',
    ],
    [
      'restarts without PostgreSQL',
      /3000\/health\/live/,
      '3000/health/ready',
      'resource: a store that is away',
    ],
    [
      'development packages',
      /COPY --from=packages/,
      'COPY --from=build',
      'auth: development packages are in it',
    ],
    [
      'sources',
      /COPY --chmod=0444 package.json LICENSE/,
      'COPY . ./all\nCOPY --chmod=0444 package.json LICENSE',
      'auth: sources are in it',
    ],
    [
      'files to change',
      /COPY --from=packages/,
      'COPY --chown=10001 --from=packages',
      'auth: it can change its own files',
    ],
    [
      'development',
      /^ENV NODE_ENV=production$/m,
      'ENV NODE_ENV=development',
      'resource: it runs for development',
    ],
  ])('is not taken with a fault: %s', (_, what, planted, found) => {
    const spoilt = written.replace(what, planted);
    expect(spoilt).not.toBe(written);
    expect(flawsOf(spoilt)).toEqual(expect.arrayContaining([expect.stringContaining(found)]));
  });

  it('asks registries for what the lock file names, and in no other stage', () => {
    const asking = stagesOf(written).filter(({ instructions }) =>
      instructions.some(({ keyword }) => keyword === 'RUN'),
    );
    expect(asking.map(({ name }) => name)).toEqual(REGISTRY_CALLS);
  });

  it('gets nothing from the checkout but what is named: no secret, no history, no packages', () => {
    const lines = ignoreLines();
    expect(lines[0]).toBe('*');
    const taken = lines
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
      .sort();
    expect(taken).toEqual([
      ...[
        'LICENSE',
        'apps',
        'docs/example-service',
        'libs',
        'nest-cli.json',
        'package-lock.json',
        'package.json',
      ],
      ...['tools', 'tsconfig.build.json', 'tsconfig.json'],
    ]);
  });
});

describe('the version', () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };

  it('is the same in Compose and in Kubernetes', () => {
    const inCompose = Object.values(readCompose().services).map(({ image = '' }) => image);
    const inKubernetes = workloadsIn(objectsOf(BASE)).flatMap(({ pod }) =>
      pod.containers.map(({ image = '' }) => image),
    );
    const ours = [...inCompose, ...inKubernetes].filter((image) => image.startsWith('latchkey/'));
    expect(ours.length).toBeGreaterThan(8);
    expect(ours.filter((image) => !image.endsWith(`:${version}`))).toEqual([]);
  });
});
