/**
 * What the administrator of a PostgreSQL server does once: the two databases, and the roles of each (README, "Platform
 * teams"; decision 14). The owner migrates and sees no row; the app's own role logs in as the service.
 */

/** @typedef {{ readonly owner: string, readonly app: string }} Passwords */

/**
 * PostgreSQL 16 or later: INHERIT FALSE and SET TRUE are said in the grant.
 * @param {{ readonly auth: Passwords, readonly resource: Passwords }} passwords
 * @returns {string[]}
 */
export const databaseStatements = (passwords) => [
  ...statementsOf('auth', passwords.auth),
  ...statementsOf('resource', passwords.resource),
];

/** @param {'auth' | 'resource'} app @param {Passwords} passwords */
function statementsOf(app, passwords) {
  const database = `latchkey_${app}`;
  const [owner, acting, across] = [`${database}_owner`, `${database}_app`, `${database}_across`];
  return [
    `CREATE ROLE ${owner} LOGIN PASSWORD ${quoted(passwords.owner)}`,
    `CREATE ROLE ${acting} LOGIN PASSWORD ${quoted(passwords.app)}`,
    `CREATE ROLE ${across} NOLOGIN`,
    `GRANT ${acting}, ${across} TO ${owner} WITH INHERIT FALSE, SET TRUE`,
    `CREATE DATABASE ${database} OWNER ${owner}`,
    // By default every role of the server may connect, the other service's too.
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${database} TO ${acting}`,
  ];
}

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
