/** In SQL: a time as it is told, RFC 3339 with Z. */
export const rfc3339 = (time: string): string =>
  `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
