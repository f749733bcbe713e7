/**
 * npm run -s redis-acl -- [--group <group of consumers>]… [--stock]
 *
 * Prints an ACL file for Redis 7 or later. Passwords come from the environment: REDIS_PASSWORD_AUTH, _RESOURCE,
 * _OPERATOR, _STOCK, and _SERVICE_BILLING for `--group billing`.
 */
import { parseArgs } from 'node:util';
import { runAsCommand } from '../command.mjs';
import { aclFile } from './users.mjs';

runAsCommand(import.meta.url, () => {
  const { values } = parseArgs({
    options: {
      group: { type: 'string', multiple: true, default: [] },
      stock: { type: 'boolean', default: false },
    },
  });
  process.stdout.write(aclFile(process.env, { groups: values.group, stock: values.stock }));
});
