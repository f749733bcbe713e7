import multipart, { type MultipartFile } from '@fastify/multipart';
import { Refusal } from '@latchkey/contracts';
import { HttpException } from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `@TakesFiles()`. */
    takesFiles?: boolean;
  }
}

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
      const { takesFiles } = request.routeOptions.config;
      if (request.isMultipart() && !takesFiles)
        done(Object.assign(new Error('JSON only'), { statusCode: 415 }));
      else done();
    });
}

/**
 * The bytes of the one file of the form. They end when the form has been read to its end: a file that is followed by
 * something else, or by nothing where its end should be, is none.
 * @throws Refusal, or 415
 */
export async function fileIn(request: FastifyRequest): Promise<Readable> {
  if (!request.isMultipart()) {
    const message = 'The body must be sent as Content-Type: multipart/form-data';
    throw new HttpException({ status: 'error', message }, 415);
  }
  const parts = request.files({ limits: { files: 2, fields: 0 } });
  const { value: part } = await nextOf(parts);
  if (part?.fieldname !== 'file') throw oneFile();
  return Readable.from(wholeFile(part.file, parts));
}

async function* wholeFile(file: Readable, parts: AsyncIterator<MultipartFile>): AsyncGenerator<Buffer> {
  yield* readable(file);
  const { done } = await nextOf(parts);
  if (!done) throw oneFile();
}

async function nextOf(
  parts: AsyncIterator<MultipartFile>,
): Promise<IteratorResult<MultipartFile, undefined>> {
  try {
    return (await parts.next()) as IteratorResult<MultipartFile, undefined>;
  } catch {
    throw unreadableForm();
  }
}

/** What breaks in what was sent is its sender's to mend; what breaks here is not. */
async function* readable(file: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const part of file) yield part as Buffer;
  } catch {
    throw unreadableForm();
  }
}

const oneFile = (): Refusal =>
  Refusal.invalid({ file: ['is required: one part of that name, and no other'] });

const unreadableForm = (): HttpException =>
  new HttpException(
    { status: 'error', message: 'The request cannot be read: is its body valid multipart/form-data?' },
    400,
  );
