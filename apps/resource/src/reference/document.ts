import { type Endpoint } from '@latchkey/token-guard';
import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ErrorDto, InvalidDto, InvalidProblemDto, ProblemDto } from './error.dto.js';
import { Examples } from './examples.js';
import { describeHealth } from './health.js';
import { type OpenApi, type Operation } from './openapi.js';
import { complete } from './operations.js';
import { close, modernise, schemaAt } from './schemas.js';
import { shareParts } from './sharing.js';
import { TAGS } from './tags.js';

const DESCRIPTION = `Every request carries a token: \`Authorization: Bearer <token>\` or \`X-API-Key: <token>\`. An operator's
access token (from \`POST /api/auth/login\`) works on the same endpoints; tokens are managed with it alone.

A token may be restricted to abilities (\`x-ability\`; an endpoint without one is closed to such a token) and to routes: globs
over the action path that each endpoint names (\`x-action-path\`), such as \`contacts/list\`, \`contacts/*/fetch\`,
\`**/list\`. \`*\` is one segment, \`**\` any number; an id is one segment. Its owner needs the permission \`x-permission\`.

The paths with \`/v1/{workspace}\` and those without are the same endpoints: without, the workspace is the token's own.

An error is \`{"status":"error","message":…}\`, or a problem of RFC 9457 for whoever accepts it; 422 adds \`errors\`, the reasons by field. 401: no good token. 403: a good
one that may not do this; where a route is missing, \`X-Token-Hint\` names it. 503: nobody could tell; try again after
\`Retry-After\` seconds. Every answer carries \`X-Request-Id\`; send your own to find a request again.
It also carries what browsers are told for security's sake, which is not repeated below; HEAD and OPTIONS are understood
wherever something else is.`;

/**
 * The whole API, in OpenAPI 3.1: what the handlers say of their input and output, what the guard knows of who may use
 * them, and what follows from both.
 * @throws Error When an operation belongs to no handler that the guard knows.
 */
export function describeApi(app: INestApplication, endpoints: readonly Endpoint[]): OpenApi {
  const document = SwaggerModule.createDocument(app, terms(), {
    extraModels: [ErrorDto, InvalidDto, ProblemDto, InvalidProblemDto],
  }) as unknown as OpenApi;
  modernise(document.components.schemas);
  modernise(document.paths);
  describeHealth(document);
  const places = new Map(
    endpoints.flatMap((endpoint) => endpoint.urls.map((url) => [`${endpoint.verb} ${url}`, endpoint])),
  );
  const examples = new Examples((ref) => schemaAt(document, ref));
  for (const { verb, path, operation } of operationsOf(document)) {
    const endpoint = places.get(`${verb.toUpperCase()} ${path}`);
    if (!endpoint) throw new Error(`The guard knows no ${verb} ${path}`);
    closeBody(operation, document);
    complete(verb, path, operation, endpoint, examples);
  }
  shareParts(document);
  const used = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []));
  document.tags = Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
  return document;
}

const terms = (): ReturnType<DocumentBuilder['build']> =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Latchkey')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'The service that serves this document.')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token.' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A token.' }, 'api_key')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'The `access_token` of an operator, from `POST /api/auth/login`.',
      },
      'session',
    )
    .build();

const operationsOf = ({ paths }: OpenApi): { verb: string; path: string; operation: Operation }[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({ verb, path, operation })),
  );

function closeBody({ requestBody }: Operation, document: OpenApi): void {
  if (!requestBody || '$ref' in requestBody) return;
  for (const { schema } of Object.values(requestBody.content)) close(schema, document);
}
