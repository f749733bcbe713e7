import { type PrivateStore, startPrivateRedis, testPassword } from '@latchkey/testing';
import { Redis } from 'ioredis';
import { aclFile } from './users.mjs';

export type User = 'auth' | 'resource' | 'service-billing' | 'operator' | 'stock';

/** A Redis that knows the users of `npm run redis-acl` and no other. */
export class AclRedis {
  /** As one who may do everything. */
  readonly admin: Redis;
  private readonly connections: Redis[] = [];

  private constructor(
    readonly store: PrivateStore,
    readonly passwords: Readonly<Record<User, string>>,
  ) {
    this.admin = this.keep(new Redis(store.url));
  }

  /** `edit` is what a person might do to the file by hand. */
  static async start(edit = (file: string): string => file): Promise<AclRedis> {
    const passwords = {
      auth: testPassword(),
      resource: testPassword(),
      'service-billing': testPassword(),
      operator: testPassword(),
      stock: testPassword(),
    };
    const env = {
      REDIS_PASSWORD_AUTH: passwords.auth,
      REDIS_PASSWORD_RESOURCE: passwords.resource,
      REDIS_PASSWORD_SERVICE_BILLING: passwords['service-billing'],
      REDIS_PASSWORD_OPERATOR: passwords.operator,
      REDIS_PASSWORD_STOCK: passwords.stock,
    };
    const users = edit(aclFile(env, { groups: ['billing'], stock: true }));
    return new AclRedis(await startPrivateRedis({ users }), passwords);
  }

  urlOf(user: User): string {
    const url = new URL(this.store.url);
    return Object.assign(url, { username: user, password: this.passwords[user] }).href;
  }

  connect(user: User): Redis {
    return this.keep(new Redis(this.urlOf(user)));
  }

  /** What was refused since the beginning, and to whom. */
  async refusals(): Promise<string[]> {
    const log = (await this.admin.call('ACL', 'LOG', '1000')) as unknown[][];
    return (
      log
        .map((entry) => {
          const told = (name: string): string => String(entry[entry.indexOf(name) + 1]);
          return `${told('username')}: ${told('reason')} ${told('object')}`;
        })
        // Asked by ioredis at every connection, for Redis 7.2; nothing depends on it.
        .filter((line) => !line.endsWith('client|setinfo'))
    );
  }

  async stop(): Promise<void> {
    for (const connection of this.connections) connection.disconnect();
    await this.store.stop('crash');
  }

  private keep(connection: Redis): Redis {
    this.connections.push(connection);
    return connection;
  }
}
