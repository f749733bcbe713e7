import { Refusal } from '@latchkey/contracts';
import { HttpException } from '@nestjs/common';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FileType, HEAD_BYTES, LARGEST_BYTES, typeOf } from './file-type.js';

export interface SpooledFile extends FileType {
  readonly path: string;
  readonly bytes: number;
}

/**
 * A file on disk for as long as the work takes, then gone: memory would be the sum of all uploads, and a database or a
 * folder would keep what only the provider needs. A process that is killed leaves its file to whoever empties the
 * machine's temporary folder.
 * @param mostBytes Besides what WhatsApp takes of its kind.
 * @throws Refusal, or 413 or 415
 */
export async function withSpooledFile<Result>(
  source: Readable,
  mostBytes: number,
  work: (file: SpooledFile) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-upload-'));
  const file = path.join(folder, 'file');
  try {
    const { type, bytes } = await spool(source, file, mostBytes);
    return await work({ ...type, path: file, bytes });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function spool(
  source: Readable,
  file: string,
  mostBytes: number,
): Promise<{ readonly type: FileType; readonly bytes: number }> {
  let head = Buffer.alloc(0);
  let type = null as FileType | null;
  let bytes = 0;
  const check = async function* (parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const part of parts) {
      bytes += part.length;
      if (type === null) {
        head = Buffer.concat([head, part]).subarray(0, HEAD_BYTES);
        if (head.length === HEAD_BYTES) type = knownTypeOf(head);
      }
      refuseLarger(bytes, type, mostBytes);
      yield part;
    }
  };
  await pipeline(source, check, createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  if (bytes === 0) throw Refusal.invalid({ file: ['must not be empty'] });
  const known = type ?? knownTypeOf(head);
  refuseLarger(bytes, known, mostBytes);
  return { type: known, bytes };
}

function knownTypeOf(head: Buffer): FileType {
  const type = typeOf(head);
  if (type) return type;
  throw failure(
    415,
    'The file is of no type that can be sent: send a JPEG, PNG, MP4, 3GP, MP3, AAC, AMR, Ogg Opus, PDF, Office document or plain text',
  );
}

function refuseLarger(bytes: number, type: FileType | null, mostBytes: number): void {
  const limit = Math.min(mostBytes, type ? LARGEST_BYTES[type.kind] : mostBytes);
  if (bytes > limit) {
    throw failure(
      413,
      `The file is larger than ${Math.floor(limit / 1024 / 1024)} MB${type ? `, which is the most for ${type.kind}s` : ''}`,
    );
  }
}

/** In the words of this endpoint: those that are for every other one speak of JSON. */
const failure = (status: number, message: string): HttpException =>
  new HttpException({ status: 'error', message }, status);
