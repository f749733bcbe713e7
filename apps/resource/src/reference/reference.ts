import { ActionPaths } from '@latchkey/token-guard';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiExtension, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ErrorDto, InvalidDto } from './error.dto.js';
import { completeOperations } from './operations.js';

const DESCRIPTION = `Every request carries a token: \`Authorization: Bearer <token>\` or \`X-API-Key: <token>\`. An operator's
access token (from \`POST /api/auth/login\`) works on the same endpoints; tokens are managed with it alone.

A token may be restricted to routes: globs over the action path that each endpoint names (\`x-action-path\`), such as
\`contacts/list\`, \`contacts/*/fetch\`, \`**/list\`. \`*\` is one segment, \`**\` any number; an id is one segment.

The paths with \`/v1/{workspace}\` and those without are the same endpoints: without, the workspace is the token's own.

An error is \`{"status":"error","message":…}\`; 422 adds \`errors\`, the reasons by field. 401: no good token. 403: a good
one that may not do this; where a route is missing, \`X-Token-Hint\` names it. 503: nobody could tell; try again after \`Retry-After\` seconds. Every answer carries
\`X-Request-Id\`; send your own to find a request again.`;

/** The API reference: a page at `/docs`, the document at `/docs/openapi.json`. */
export function serveReference(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => describe(app), {
    jsonDocumentUrl: 'docs/openapi.json',
    customSiteTitle: 'Latchkey API',
  });
}

/** What the guard calls each endpoint, beside it (D6). */
function nameActions(app: NestFastifyApplication): void {
  for (const { controller, method, path } of app.get(ActionPaths).all()) {
    // Also one that the controller inherits.
    const value: unknown = (controller.prototype as Record<string, unknown>)[method];
    ApiExtension('x-action-path', path.text)(controller, method, { value });
  }
}

function describe(app: NestFastifyApplication): OpenAPIObject {
  nameActions(app);
  const description = new DocumentBuilder()
    .setTitle('Latchkey')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'api_key')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('api_key')
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    extraModels: [ErrorDto, InvalidDto],
    operationIdFactory: (controller, method, version) =>
      [controller.replace(/Controller$/, ''), method, version].filter(Boolean).join('_'),
  });
  return completeOperations(document);
}
