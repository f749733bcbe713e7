import 'reflect-metadata';
import { connect, databaseAddress, exitWith, inWorkspace, UsageError } from '@latchkey/platform';
import { parseArgs } from 'node:util';
import { type DataSource } from 'typeorm';
import { dataSourceOptions } from './database/data-source.js';
import { OperatorEntity } from './operators/operator.entity.js';
import { createWorkspace } from './workspaces/create-workspace.js';
import { workspaceIdOf } from './workspaces/workspace-id.js';

const USAGE = `npm run create-workspace -- --slug acme --name Acme --email you@example.com [--if-missing]
  AUTH_DATABASE_URL names the database, OPERATOR_PASSWORD holds the operator's password (12 to 128 characters).
  --if-missing: a workspace that exists already is no error.`;

/** Prints one JSON line: `{"workspace_id", "operator_id", "created"}`. */
try {
  const values = readOptions();
  const { slug, name, email } = values;
  const { AUTH_DATABASE_URL: url, OPERATOR_PASSWORD: password } = process.env;
  if (!slug || !name || !email || !url || !password) throw new UsageError(USAGE);

  const database = await connect(
    'AUTH_DATABASE_URL',
    dataSourceOptions(databaseAddress(url, process.env.DATABASE_CA_FILE)),
  );
  const created = await createWorkspace(database, { slug, name, email, password });
  const ids = created ?? (values['if-missing'] ? await existing(database, slug, email) : null);
  await database.destroy();
  if (!ids) throw new UsageError(`There is a workspace ${slug} already.`);
  console.log(
    JSON.stringify({
      workspace_id: ids.workspaceId,
      operator_id: ids.operatorId,
      created: created !== null,
    }),
  );
} catch (error) {
  exitWith(error);
}

interface Options {
  readonly slug?: string;
  readonly name?: string;
  readonly email?: string;
  readonly 'if-missing'?: boolean;
}

function readOptions(): Options {
  try {
    return parseArgs({
      options: {
        slug: { type: 'string' },
        name: { type: 'string' },
        email: { type: 'string' },
        'if-missing': { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new UsageError(USAGE);
  }
}

async function existing(
  database: DataSource,
  slug: string,
  email: string,
): Promise<{ workspaceId: string; operatorId: string | null }> {
  const workspaceId = await workspaceIdOf(database, slug);
  if (workspaceId === null) throw new Error('The workspace was there a moment ago');
  const operator = await inWorkspace(database, workspaceId, (rows) =>
    rows.findOneBy(OperatorEntity, { workspaceId, email }),
  );
  return { workspaceId, operatorId: operator?.id ?? null };
}
