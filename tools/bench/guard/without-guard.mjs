import { plantedDist } from '../../verify/planted-dist.mjs';

const REQUEST = 'const request = context.getArgByIndex(0);';

/**
 * Resource as it is but for its guard, which lets everybody into one workspace and looks at nothing: what a guard costs is
 * the difference, and neither metrics nor logs nor whatever else resource does.
 * @param {{ readonly id: string, readonly slug: string }} workspace
 * @returns {Promise<string>} The folder to run in dist's place.
 */
export const withoutGuard = (workspace) =>
  plantedDist({
    name: 'without-guard',
    edits: [
      {
        file: 'libs/token-guard/src/token.guard.js',
        find: REQUEST,
        replace: `${REQUEST}\nrequest.identity = ${JSON.stringify({ kind: 'token', workspace })};\nreturn true;`,
      },
    ],
  });
