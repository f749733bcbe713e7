import { QueryFailedError } from 'typeorm';

/** The name of the unique index that a statement ran into. */
export const violatedIndex = (error: unknown): string | undefined => violated('23505', error);

/** The name of the foreign key that a statement ran into: what it names is not there, or what it deletes is in use. */
export const violatedKey = (error: unknown): string | undefined => violated('23503', error);

function violated(rule: string, error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code, constraint } = error.driverError as { code?: string; constraint?: string };
  return code === rule ? constraint : undefined;
}
