/**
 * Where to go from here.
 * @param {object} run
 * @param {{ resource: number, auth: number, metrics: number }} run.ports
 * @param {{ email: string, password: string }} run.operator
 * @param {string} run.token
 * @returns {string}
 */
export function announcement({ ports, operator, token }) {
  const url = `http://localhost:${ports.resource}`;
  return `
Latchkey is running.

  API          ${url}
  Reference    ${url}/docs
  Operator     ${operator.email}  password ${operator.password}
  Token        ${token}
  Metrics      http://localhost:${ports.metrics}/metrics and http://localhost:${ports.auth}/metrics

  Try it:
  curl -H "Authorization: Bearer ${token}" ${url}/api/contacts

  Logs are in .latchkey/logs, all of the above in .latchkey/dev.json. Ctrl-C stops everything.
`;
}
