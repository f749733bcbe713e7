import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

const DESCRIPTION = `Every request carries a token: \`Authorization: Bearer <token>\` or \`X-API-Key: <token>\`. An operator's
access token (from \`POST /api/auth/login\`) works on the same endpoints. Tokens are managed with an operator's access
token only.

An error is \`{"status":"error","message":…}\`; 422 adds \`errors\`, the reasons by field. 401: no good token. 403: a good
one that may not do this. 503: nobody could tell; try again after \`Retry-After\` seconds.`;

/** The API reference: a page at `/docs`, the document at `/docs/openapi.json`. */
export function serveReference(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Latchkey')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'api_key')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('api_key')
    .build();
  const document = SwaggerModule.createDocument(app, description);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs/openapi.json',
    customSiteTitle: 'Latchkey API',
  });
}
