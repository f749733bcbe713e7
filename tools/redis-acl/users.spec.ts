import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { aclFile } from './users.mjs';

const password = (user: string): string => `the long password of ${user}`;
const passwords = {
  REDIS_PASSWORD_AUTH: password('auth'),
  REDIS_PASSWORD_RESOURCE: password('resource'),
  REDIS_PASSWORD_OPERATOR: password('operator'),
  REDIS_PASSWORD_STOCK: password('stock'),
  REDIS_PASSWORD_SERVICE_ORDER_DESK: password('order-desk'),
};
const command = path.join(import.meta.dirname, 'print.mjs');

describe("Redis's ACL file", () => {
  it('has a line for each user who is asked for, and lets nobody else in', () => {
    const lines = (choice = {}) => aclFile(passwords, choice).trimEnd().split('\n');
    const names = (choice = {}) => lines(choice).map((line) => line.split(' ').slice(1, 3).join(' '));
    expect(names()).toEqual(['default off', 'auth on', 'resource on', 'operator on']);
    expect(names({ groups: ['order-desk', 'order-desk'], stock: true })).toEqual([
      ...['default off', 'auth on', 'resource on', 'service-order-desk on', 'operator on', 'stock on'],
    ]);
  });

  it('has passwords as SHA-256 only', () => {
    const file = aclFile(passwords, { groups: ['order-desk'], stock: true });
    for (const each of Object.values(passwords)) {
      expect(file).not.toContain(each);
      expect(file).toContain(` #${createHash('sha256').update(each).digest('hex')} `);
    }
  });

  it('is not made with a password that lacks or is short, and all of them are named', () => {
    const made = () =>
      aclFile(
        { ...passwords, REDIS_PASSWORD_AUTH: '', REDIS_PASSWORD_OPERATOR: 'short' },
        { groups: ['new'] },
      );
    expect(made).toThrow(
      new Error(
        "REDIS_PASSWORD_AUTH is not set: it must be that user's password.\n" +
          "REDIS_PASSWORD_SERVICE_NEW is not set: it must be that user's password.\n" +
          'REDIS_PASSWORD_OPERATOR is too short: it must have at least 20 characters.',
      ),
    );
  });

  it.each(['*', 'a b', 'billing)', 'Billing', 'a_b', ''])('takes no group named %j', (group) => {
    expect(() => aclFile(passwords, { groups: [group] })).toThrow("A group's name has");
  });

  it('is what npm run redis-acl prints', () => {
    const options = { env: { PATH: process.env.PATH, ...passwords }, encoding: 'utf8' } as const;
    const words = [command, '--group', 'order-desk', '--stock'];
    expect(execFileSync(process.execPath, words, options)).toBe(
      aclFile(passwords, { groups: ['order-desk'], stock: true }),
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, [...words, '--group', 'x'], options);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trim()).toBe("REDIS_PASSWORD_SERVICE_X is not set: it must be that user's password.");
  });
});
