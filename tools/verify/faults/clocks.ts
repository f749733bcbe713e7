import { spawnSync } from 'node:child_process';
import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The wall clock of one of our processes, which runs with stepped-clock.mjs. */
export class ProcessClock {
  /** Milliseconds. */
  offset = 0;

  constructor(readonly file: string) {}

  async step(pid: number, offsetMs: number, { isDead = false } = {}): Promise<void> {
    this.offset = offsetMs;
    await writeFile(this.file, String(offsetMs));
    if (!isDead) process.kill(pid, 'SIGUSR2');
  }
}

/** Redis's wall clock, through a library that is compiled here. */
export class RedisClock {
  private constructor(
    readonly env: Readonly<Record<string, string>>,
    private readonly file: string,
  ) {}

  /** Resolves to null where there is no C compiler. */
  static async make(folder: string): Promise<RedisClock | null> {
    await mkdir(folder, { recursive: true });
    const library = path.join(folder, 'stepped-clock.so');
    const source = path.join(import.meta.dirname, 'stepped-clock.c');
    const compiled = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source]);
    if (compiled.status !== 0) return null;
    const file = path.join(folder, 'redis.clock');
    const clock = new RedisClock({ LD_PRELOAD: library, CLOCK_OFFSET_FILE: file }, file);
    await writeFile(file, Buffer.alloc(8));
    return clock;
  }

  /** Written in place: Redis has the file mapped. */
  async step(offsetMs: number): Promise<void> {
    const micros = Buffer.alloc(8);
    micros.writeBigInt64LE(BigInt(Math.round(offsetMs)) * 1_000n);
    const file = await open(this.file, 'r+');
    await file.write(micros, 0, 8, 0);
    await file.close();
  }
}
