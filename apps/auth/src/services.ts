import 'reflect-metadata';
import { connect, databaseAddress, exitWith, UsageError } from '@latchkey/platform';
import { parseArgs } from 'node:util';
import { Changes } from './audit/changes.js';
import { dataSourceOptions } from './database/data-source.js';
import { type Peppers, readPeppers } from './keys/peppers.js';
import { type ServiceAccount } from './service-accounts/service-account.js';
import { ServiceAccountStore } from './service-accounts/service-account.store.js';
import { ServiceAccounts } from './service-accounts/service-accounts.js';

const USAGE = `npm run services -- create --workspace acme --name billing --may auth.tokens.issue.v1,… [--permissions contacts.write,…]
npm run services -- list
npm run services -- disable --id …
  AUTH_DATABASE_URL and TOKEN_PEPPERS are those of auth. create prints the credential: this once.`;

/** Accounts of internal services. Prints one JSON line an account. */
try {
  const { positionals, values } = readArguments();
  const { AUTH_DATABASE_URL: url, TOKEN_PEPPERS: peppers } = process.env;
  if (!url || !peppers) throw new UsageError(USAGE);
  const run = commandIn(positionals, values);
  const readable = peppersIn(peppers);

  const database = await connect(
    'AUTH_DATABASE_URL',
    dataSourceOptions(databaseAddress(url, process.env.DATABASE_CA_FILE)),
  );
  const lines = await run(
    new ServiceAccounts(new ServiceAccountStore(database), new Changes(database), readable),
  ).finally(() => database.destroy());
  for (const line of lines) console.log(JSON.stringify(line));
} catch (error) {
  exitWith(error);
}

type Values = Readonly<Partial<Record<'workspace' | 'name' | 'permissions' | 'may' | 'id', string>>>;
type Command = (accounts: ServiceAccounts) => Promise<object[]>;

function readArguments(): { positionals: string[]; values: Values } {
  try {
    const option = { type: 'string' } as const;
    return parseArgs({
      allowPositionals: true,
      options: { workspace: option, name: option, permissions: option, may: option, id: option },
    });
  } catch {
    throw new UsageError(USAGE);
  }
}

function commandIn([verb, ...more]: string[], { workspace, name, permissions, may, id }: Values): Command {
  if (more.length === 0) {
    if (verb === 'list') return async (accounts) => (await accounts.list()).map(toLine);
    if (verb === 'disable' && id) {
      return async (accounts) => [{ id, disabled: true, changed: await accounts.disable(id) }];
    }
    if (verb === 'create' && workspace && name && may) {
      const wanted = { workspace, name, permissions: listIn(permissions), may: listIn(may) };
      return async (accounts) => {
        const { credential, ...account } = await accounts.create(wanted);
        return [{ ...toLine(account), credential }];
      };
    }
  }
  throw new UsageError(USAGE);
}

function listIn(text = ''): string[] {
  const items = text.split(',').map((each) => each.trim());
  return items.filter((each) => each !== '');
}

function toLine({ id, name, workspace, permissions, may, isActive }: ServiceAccount): object {
  return { id, name, workspace: workspace.slug, permissions, may, is_active: isActive };
}

function peppersIn(text: string): Peppers {
  try {
    return readPeppers(text);
  } catch {
    // The cause may quote it.
    throw new UsageError('TOKEN_PEPPERS must be the numbered keys that auth has, as in 1:…,2:…');
  }
}
