import { permissionFor } from '@latchkey/contracts';
import { type Endpoint } from '@latchkey/token-guard';
import { type Examples } from './examples.js';
import { EVERYWHERE, type Headers, OF_TAGGED, OF_TOKENS, ownHeaders, RETRY_AFTER } from './headers.js';
import { type Answer, type Content, type Media, type Operation, type Parameter } from './openapi.js';
import { describeReceipt } from './receipts.js';
import { described, refusalsOf } from './refusals.js';

const SUMMARY_OF_STATUS: Readonly<Record<string, string>> = { 200: 'Done.', 201: 'Made.', 202: 'Accepted.' };
/** By the parser of JSON, before the guard. What is read as it comes is read behind it. */
const REFUSED_BY_PARSER: ReadonlySet<string> = new Set(['400', '413', '415']);
/** By the guard, and where the guard lets everybody or every operator in by what the handler finds out. */
const REFUSED_BY_GUARD: ReadonlySet<string> = new Set(['401', '403']);
/** What has an `ETag`. */
const CACHED: ReadonlySet<string> = new Set(['200', '304']);
const WORKSPACE: Parameter = {
  name: 'workspace',
  in: 'path',
  required: true,
  description: 'The slug of the workspace that the credentials belong to; any other answers 401.',
  schema: { type: 'string', examples: ['acme'] },
};
const ID = 'Its id. What cannot be one names nothing: 404.';

/** Adds to an operation what follows from what the guard knows of its endpoint, and from its form. */
export function complete(
  verb: string,
  path: string,
  operation: Operation,
  endpoint: Endpoint,
  examples: Examples,
): void {
  const { controller, method, access } = endpoint;
  const isWithin = path.includes('{workspace}');
  const name = `${controller.name.replace(/Controller$/, '')}_${method}`;
  operation.operationId = isWithin ? `${name}_in_workspace` : name;
  nameAccess(operation, access);
  operation.parameters = [...(isWithin ? [WORKSPACE] : []), ...(operation.parameters ?? []).map(describeId)];
  if (operation.parameters.length === 0) delete operation.parameters;
  const body = operation.requestBody;
  if (body && !('$ref' in body)) {
    operation.requestBody = {
      ...body,
      content: exemplified(body.content, (media) => examples.ofRequest(media)),
    };
  }
  describeReceipt(operation);
  addRefusals(verb, path, operation, access);
  const isTagged = '304' in operation.responses;
  const isForTokens = access.kind !== 'public' && access.kind !== 'operator';
  for (const [status, answer] of Object.entries(operation.responses)) {
    const { description, content } = answer as Answer;
    const isReached = !isEarly(operation, status) && !(isForTokens && REFUSED_BY_GUARD.has(status));
    const headers: Headers = {
      ...EVERYWHERE,
      ...(isReached && ownHeaders(endpoint)),
      ...(isReached && isForTokens && OF_TOKENS),
      ...(isTagged && CACHED.has(status) && OF_TAGGED),
      ...((answer as Answer).headers as Headers | undefined),
    };
    operation.responses[status] = {
      description: description || (SUMMARY_OF_STATUS[status] ?? ''),
      headers,
      ...(content && { content: exemplified(content, (media) => examples.ofAnswer(media)) }),
    };
  }
}

const isEarly = ({ requestBody }: Operation, status: string): boolean => {
  if (status === '406') return true;
  const isRead =
    requestBody !== undefined && 'content' in requestBody && !('application/json' in requestBody.content);
  return !isRead && REFUSED_BY_PARSER.has(status);
};

/** Who may, in words of the guard's own: nothing of it stands in two places. */
function nameAccess(operation: Operation, access: Endpoint['access']): void {
  if ('path' in access && access.path) operation['x-action-path'] = access.path.text;
  const session = { session: [] };
  if (access.kind === 'public') operation.security = [];
  else if (access.kind === 'operator') operation.security = [session];
  else operation.security = [{ bearer: [] }, { api_key: [] }, session];
  const permission =
    access.kind === 'ability'
      ? permissionFor(access.ability)
      : access.kind === 'unlisted' && (access.permission ?? null);
  if (access.kind === 'ability') operation['x-ability'] = access.ability;
  if (permission) operation['x-permission'] = permission;
}

function describeId<Part extends object>(parameter: Part): Part {
  if (!('in' in parameter) || parameter.in !== 'path') return parameter;
  const example = '0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77';
  return { description: ID, ...parameter, schema: { type: 'string', format: 'uuid', examples: [example] } };
}

/** Those that its controller describes itself say why; how, is the same for all. */
function addRefusals(verb: string, path: string, operation: Operation, access: Endpoint['access']): void {
  // Asked by machines every second; what is missing is in its answer.
  if (path.startsWith('/health/')) return;
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (Number(status) < 400 || '$ref' in answer) continue;
    const { description } = answer;
    const headers = Number(status) === 429 ? RETRY_AFTER : {};
    operation.responses[status] = described({
      status: Number(status),
      description: `${description}.`,
      messages: { refused: description },
      headers,
    });
  }
  for (const refusal of refusalsOf(verb, path, operation, access)) {
    if (!(refusal.status in operation.responses)) operation.responses[refusal.status] = described(refusal);
  }
}

const exemplified = (content: Content, withExample: (media: Media) => Media): Content =>
  Object.fromEntries(
    Object.entries(content).map(([type, media]) => [
      type,
      type === 'multipart/form-data' ? media : withExample(media),
    ]),
  );
