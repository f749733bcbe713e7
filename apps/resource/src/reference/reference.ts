import { ActionPaths } from '@latchkey/token-guard';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeApi } from './document.js';

/** The API reference: a page at `/docs`, the document at `/docs/openapi.json`, made when it is first asked for. */
export function serveReference(app: NestFastifyApplication): void {
  const describe = () => describeApi(app, app.get(ActionPaths).endpoints()) as unknown as OpenAPIObject;
  SwaggerModule.setup('docs', app, describe, {
    jsonDocumentUrl: 'docs/openapi.json',
    customSiteTitle: 'Latchkey API',
    swaggerOptions: { persistAuthorization: true, docExpansion: 'none', filter: true, showExtensions: true },
  });
}
