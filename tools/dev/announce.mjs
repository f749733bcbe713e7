/**
 * Where to go from here.
 * @param {object} run
 * @param {number} run.port
 * @param {{ email: string, password: string }} run.operator
 * @param {string} run.token
 * @returns {string}
 */
export function announcement({ port, operator, token }) {
  const url = `http://localhost:${port}`;
  return `
Latchkey is running.

  API          ${url}
  Reference    ${url}/docs
  Operator     ${operator.email}  password ${operator.password}
  Token        ${token}

  Try it:
  curl -H "Authorization: Bearer ${token}" ${url}/api/contacts

  Logs are in .latchkey/logs, all of the above in .latchkey/dev.json. Ctrl-C stops everything.
`;
}
