import multipart from '@fastify/multipart';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';

/** For a handler that reads the files of `multipart/form-data` itself. Every other one takes JSON alone. */
export const TakesFiles = (): MethodDecorator => RouteConfig({ takesFiles: true });

/** @param mostBytes Of one file: what is more is not read. */
export async function readMultipart(app: NestFastifyApplication, mostBytes: number): Promise<void> {
  // One more byte than is taken tells that there was more.
  await app.register(multipart, { limits: { fileSize: mostBytes + 1 } });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preValidation', (request: FastifyRequest, _reply, done) => {
      const { takesFiles } = request.routeOptions.config as { takesFiles?: boolean };
      if (request.isMultipart() && !takesFiles)
        done(Object.assign(new Error('JSON only'), { statusCode: 415 }));
      else done();
    });
}
