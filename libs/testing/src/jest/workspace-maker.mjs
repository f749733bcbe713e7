import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const dist = new URL('../../../../dist/', import.meta.url);

/** @typedef {{ url: string, slug: string, name: string, email: string, password: string }} Wanted `url`: of auth's database. */

/**
 * Makes workspaces for the tests by auth's own code, as built. Its command does the same, and takes two seconds to begin;
 * a run makes more than a hundred.
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function startWorkspaceMaker() {
  const server = createServer((request, response) => {
    json(request)
      .then((wanted) => make(/** @type {Wanted} */ (wanted)))
      .then((id) => response.end(id))
      .catch((/** @type {unknown} */ error) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A run that fails before its teardown has to end all the same.
  server.unref();
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, stop: () => void server.close() };
}

/** @param {Wanted} wanted */
async function make({ url, ...wanted }) {
  const { createWorkspace, dataSourceOptions, connect } = await ofAuth();
  const database = await connect('AUTH_DATABASE_URL', dataSourceOptions(url));
  try {
    const created = await createWorkspace(database, wanted);
    if (!created) throw new Error(`There is a workspace ${wanted.slug} already`);
    return created.workspaceId;
  } finally {
    await database.destroy();
  }
}

/** Loaded when the first is wanted: most of the tests want none. */
async function ofAuth() {
  await import('reflect-metadata');
  /** @param {string} file @returns {Promise<unknown>} */
  const built = (file) => import(new URL(file, dist).href);
  const { createWorkspace } =
    /** @type {typeof import('../../../../apps/auth/src/workspaces/create-workspace.js')} */ (
      await built('apps/auth/src/workspaces/create-workspace.js')
    );
  const { dataSourceOptions } =
    /** @type {typeof import('../../../../apps/auth/src/database/data-source.js')} */ (
      await built('apps/auth/src/database/data-source.js')
    );
  const { connect } = /** @type {typeof import('@latchkey/platform')} */ (
    await built('libs/platform/src/index.js')
  );
  return { createWorkspace, dataSourceOptions, connect };
}
