import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { describeReceipt } from './receipts.js';
import { ErrorDto, InvalidDto } from './error.dto.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Set by `@WithoutCredentials()`. */
export const OPEN_MARK = 'x-without-credentials';

/** Adds to each operation what follows from the whole rather than from its handler. */
export function completeOperations(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) complete(path, operation);
    }
  }
  return document;
}

function complete(path: string, operation: Operation & { [OPEN_MARK]?: boolean }): void {
  const isOpen = operation[OPEN_MARK] ?? path.startsWith('/health/');
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  if (isOpen) operation.security = [];
  if (path.includes('{workspace}')) {
    const schema = { type: 'string' as const };
    const workspace = { name: 'workspace', in: 'path' as const, required: true, schema, example: 'acme' };
    operation.parameters = [workspace, ...(operation.parameters ?? [])];
  }
  if (path.startsWith('/health/')) return;
  describeReceipt(operation);
  addError(operation, 401, 'No token, or not a good one.');
  if (!isOpen) addError(operation, 403, 'A good token that may not do this.');
  if (/\{(?!workspace\})/.test(path)) addError(operation, 404, 'There is no such thing in this workspace.');
  if (path.endsWith('/team/{id}')) addError(operation, 409, 'The workspace would have no active admin left.');
  if (path.endsWith('/media/upload')) {
    addError(operation, 409, 'The workspace has no number at the provider.');
    addError(operation, 413, 'The file is larger than its kind may be.');
    addError(operation, 415, 'Not `multipart/form-data`, or of no type that can be sent.');
  }
  if (/\/webhooks\/\{id\}\/(.*redeliver|recover|test)$/.test(path))
    addError(operation, 409, 'The webhook is not active.');
  if (path.endsWith('/contacts/import')) addError(operation, 415, 'Not `text/csv`.');
  if (takesInput) addError(operation, 422, 'A field is not as it must be.');
  if (path.endsWith('/login')) addError(operation, 429, 'Too many attempts: see `Retry-After`.');
  addError(operation, 503, 'Nobody could tell: try again after `Retry-After` seconds.');
}

function addError(operation: Operation, status: number, description: string): void {
  const $ref = getSchemaPath(status === 422 ? InvalidDto : ErrorDto);
  operation.responses[status] = { description, content: { 'application/json': { schema: { $ref } } } };
}
