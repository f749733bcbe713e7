import { type Redis } from 'ioredis';

/**
 * Which run of which server is at the other end of a prompt connection. Whoever names a key after it and writes the
 * command at once never has it executed by another: such a connection sends nothing twice.
 */
export class RedisRun {
  private current: string | null = null;
  /** Of connections; what an earlier one answers late says nothing of this one. */
  private count = 0;

  /** @param onKnown Each time that it is known anew. */
  constructor(
    private readonly redis: Redis,
    private readonly onKnown: () => void = () => undefined,
  ) {
    redis.on('ready', () => void this.ask(++this.count));
    redis.on('close', () => {
      this.count++;
      this.current = null;
    });
  }

  /** `run_id` of Redis; null: out of reach, or not known yet. */
  get id(): string | null {
    return this.redis.status === 'ready' ? this.current : null;
  }

  private async ask(connection: number): Promise<void> {
    try {
      const [, id] = /^run_id:(\w+)/m.exec(await this.redis.info('server')) ?? [];
      if (connection !== this.count || id === undefined) return;
      this.current = id;
      this.onKnown();
    } catch {
      // The next connection asks again.
      if (connection === this.count) this.redis.disconnect(true);
    }
  }
}
