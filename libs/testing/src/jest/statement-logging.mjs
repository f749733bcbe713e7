/** PostgreSQL settings that write down every statement, whole, with its parameters. */
export const statementLogging = {
  log_statement: 'all',
  log_parameter_max_length: '-1',
  log_line_prefix: '%m [%p] %d: ',
};
