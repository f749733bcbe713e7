import { type Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSUMER_GROUP } from './keys.js';

/** One entry of a request stream, and Redis's own clock when it was read. */
export interface StreamEntry {
  readonly id: string;
  readonly json: string | undefined;
  /** Milliseconds in the stream, by Redis's clock alone: no clock of ours takes part. */
  readonly ageMs: number;
}

export interface RequestReaderOptions {
  /** Its own: it is blocked most of the time. */
  readonly connection: Redis;
  readonly stream: string;
  /** This replica's name in the group. */
  readonly consumer: string;
  /** Most entries worked on at once. No more is read than there is room for: what waits, waits in Redis. */
  readonly concurrency: number;
  /** Must not reject. */
  readonly work: (entry: StreamEntry) => Promise<void>;
}

/** How long one read waits at the server: also the longest that `stop` waits for it. */
export const BLOCK_MS = 500;
const BATCH = 64;
const PAUSE_AFTER_ERROR_MS = 50;

type StreamReply = [stream: string, entries: [id: string, fields: string[]][]][] | null;

/** Reads one stream for as long as it is told to, through any number of outages. */
export class RequestReader {
  private inFlight = 0;
  private isStopping = false;
  private running: Promise<void> | null = null;
  private wake: (() => void) | null = null;

  constructor(private readonly options: RequestReaderOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Reads no more; resolves when all that was read has been worked on. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
    while (this.inFlight > 0) await this.nextToFinish();
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      const room = this.options.concurrency - this.inFlight;
      if (room <= 0) {
        await this.nextToFinish();
        continue;
      }
      try {
        for (const entry of await this.read(Math.min(room, BATCH))) this.begin(entry);
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private async read(count: number): Promise<StreamEntry[]> {
    const { connection, stream, consumer } = this.options;
    const results = await connection
      .pipeline()
      .xreadgroup(
        'GROUP',
        CONSUMER_GROUP,
        consumer,
        'COUNT',
        count,
        'BLOCK',
        BLOCK_MS,
        'STREAMS',
        stream,
        '>',
      )
      .time()
      .exec();
    const [[readError, reply] = [null, null], [timeError, time] = [null, null]] = results ?? [];
    const failure = readError ?? timeError;
    if (failure) throw failure;
    const [seconds, microseconds] = time as [string, string];
    const now = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    const entries = (reply as StreamReply)?.[0]?.[1] ?? [];
    return entries.map(([id, fields]) => ({
      id,
      json: fields[1],
      ageMs: Math.max(0, now - Number.parseInt(id, 10)),
    }));
  }

  private begin(entry: StreamEntry): void {
    this.inFlight++;
    void this.options.work(entry).finally(() => {
      this.inFlight--;
      this.wake?.();
    });
  }

  private nextToFinish(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }

  private async recover(error: unknown): Promise<void> {
    // A Redis that lost its data has lost the group too. From 0: what was added meanwhile is still to be read.
    if (error instanceof Error && error.message.includes('NOGROUP')) await this.createGroup();
    else await sleep(PAUSE_AFTER_ERROR_MS);
  }

  private async createGroup(): Promise<void> {
    try {
      await this.options.connection.xgroup('CREATE', this.options.stream, CONSUMER_GROUP, '0', 'MKSTREAM');
    } catch (error) {
      const isThere = error instanceof Error && error.message.includes('BUSYGROUP');
      if (!isThere) await sleep(PAUSE_AFTER_ERROR_MS);
    }
  }
}
