import 'reflect-metadata';
import { connect, databaseAddress, exitWith, UsageError } from '@latchkey/platform';
import { isServiceCredential } from '@latchkey/token-format';
import { parseArgs } from 'node:util';
import { Changes } from './audit/changes.js';
import { dataSourceOptions } from './database/data-source.js';
import { type Peppers, readPeppers } from './keys/peppers.js';
import { type ServiceAccount } from './service-accounts/service-account.js';
import { ServiceAccountStore } from './service-accounts/service-account.store.js';
import { ServiceAccounts } from './service-accounts/service-accounts.js';

const USAGE = `npm run services -- create --workspace acme --name billing --may auth.tokens.issue.v1,… [--permissions contacts.write,…] [--if-missing]
npm run services -- list
npm run services -- disable --id …
  AUTH_DATABASE_URL and TOKEN_PEPPERS are those of auth. create prints the credential: this once.
  SERVICE_CREDENTIAL is one that was made elsewhere: then that is the service's, and it is not printed.
  --if-missing: a service of that name that can be used, with that credential if it is given, is no error.`;

/** Accounts of internal services. Prints one JSON line an account. */
try {
  const { positionals, values } = readArguments();
  const { AUTH_DATABASE_URL: url, TOKEN_PEPPERS: peppers, SERVICE_CREDENTIAL: credential } = process.env;
  if (!url || !peppers) throw new UsageError(USAGE);
  const run = commandIn(positionals, values, credential);
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

interface Values {
  readonly workspace?: string;
  readonly name?: string;
  readonly permissions?: string;
  readonly may?: string;
  readonly id?: string;
  readonly 'if-missing'?: boolean;
}
type Command = (accounts: ServiceAccounts) => Promise<object[]>;

function readArguments(): { positionals: string[]; values: Values } {
  try {
    const option = { type: 'string' } as const;
    return parseArgs({
      allowPositionals: true,
      options: {
        workspace: option,
        name: option,
        permissions: option,
        may: option,
        id: option,
        'if-missing': { type: 'boolean' },
      },
    });
  } catch {
    throw new UsageError(USAGE);
  }
}

function commandIn([verb, ...more]: string[], values: Values, given: string | undefined): Command {
  const { workspace, name, may, id } = values;
  if (more.length === 0) {
    if (verb === 'list') return async (accounts) => (await accounts.list()).map(toLine);
    if (verb === 'disable' && id) {
      return async (accounts) => [{ id, disabled: true, changed: await accounts.disable(id) }];
    }
    if (verb === 'create' && workspace && name && may) {
      const wanted = {
        workspace,
        name,
        permissions: listIn(values.permissions),
        may: listIn(may),
        ...(given !== undefined && { credential: usable(given) }),
      };
      return async (accounts) => {
        const account = values['if-missing']
          ? await accounts.createIfMissing(wanted)
          : await accounts.create(wanted);
        const isNew = given === undefined && 'credential' in account;
        return [{ ...toLine(account), ...(isNew && { credential: account.credential }) }];
      };
    }
  }
  throw new UsageError(USAGE);
}

/** Never quoted: what was meant may be a secret all the same. */
function usable(credential: string): string {
  if (isServiceCredential(credential)) return credential;
  throw new UsageError('SERVICE_CREDENTIAL must be the credential of a service, whole: lksvc_…');
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
