import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { minimatch } from 'minimatch';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './manifests.js';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

export const readDockerfile = (): string => read('Dockerfile');

export const ignoreLines = (): string[] =>
  read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The files of the repository that a build gets: what .dockerignore lets in. */
export function contextFiles(): string[] {
  const lines = ignoreLines();
  const taken = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const leftOut = lines.filter((line) => line !== '*' && !line.startsWith('!'));
  const files = execFileSync('git', ['ls-files', '-z', '--', ...taken], {
    cwd: ROOT,
    encoding: 'utf8',
  }).split('\0');
  return files.filter(
    (file) =>
      file !== '' && !leftOut.some((pattern) => minimatch(file, pattern) || minimatch(file, `${pattern}/**`)),
  );
}

export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly instructions: readonly { readonly keyword: string; readonly text: string }[];
}

export function stagesOf(dockerfile: string): Stage[] {
  const stages: { name: string; from: string; instructions: { keyword: string; text: string }[] }[] = [];
  const lines = dockerfile.split('\n');
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const [keyword, text] = [instruction.getKeyword(), argumentsOf(instruction, lines)];
    const [, from = '', name = ''] = /^(\S+) AS (\S+)$/.exec(text) ?? [];
    if (keyword === 'FROM') stages.push({ name, from, instructions: [] });
    else stages.at(-1)?.instructions.push({ keyword, text });
  }
  return stages;
}

/** All behind the keyword, flags too. */
const argumentsOf = (instruction: Instruction, lines: readonly string[]): string => {
  const { start, end } = instruction.getRange();
  return lines
    .slice(start.line, end.line + 1)
    .join('\n')
    .replace(/^\S+\s+/, '');
};
