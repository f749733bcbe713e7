import { type Command, Redis, type RedisOptions } from 'ioredis';

/**
 * ioredis, which gives up only when what has come was read. Node looks at its timers before it reads its sockets: a
 * process that had no turn for as long as `commandTimeout` would be told that Redis said nothing, with the answer there;
 * for as long as `socketTimeout`, it would close a connection that is well, and lose all answers on it: permits that
 * Redis has granted, among them (promise P4).
 */
export class PatientRedis extends Redis {
  private readonly patienceMs: number | undefined;
  private readonly silenceMs: number | undefined;
  private silence: Silence | null = null;

  constructor(
    url: string,
    { commandTimeout, socketTimeout, ...options }: Omit<RedisOptions, 'replyMapping'>,
  ) {
    super(url, options);
    this.patienceMs = commandTimeout;
    this.silenceMs = socketTimeout;
  }

  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const answer = super.sendCommand(...sent);
    if (this.patienceMs !== undefined) giveUpAfter(sent[0], this.patienceMs);
    if (this.silenceMs !== undefined && this.owesAnAnswer()) this.expectWord(this.silenceMs);
    return answer;
  }

  private readonly owesAnAnswer = (): boolean => this.commandQueue.length > 0;

  private expectWord(withinMs: number): void {
    if (this.silence?.stream !== this.stream) {
      this.silence = new Silence(this.stream, this.owesAnAnswer, withinMs);
    }
    this.silence.begin();
  }
}

/** Closes a stream that owes an answer, and brought nothing for so long: a dead network heals like a closed connection. */
class Silence {
  private timer: NodeJS.Timeout | null = null;
  private heardAt = 0;

  constructor(
    readonly stream: Redis['stream'],
    owesAnAnswer: () => boolean,
    private readonly limitMs: number,
  ) {
    // Runs after ioredis's own, which takes what was answered off its queue.
    stream.on('data', () => {
      this.heardAt = performance.now();
      if (!owesAnAnswer()) this.end();
    });
    stream.once('close', () => {
      this.end();
    });
  }

  begin(): void {
    if (this.timer) return;
    this.heardAt = performance.now();
    this.listen(this.limitMs);
  }

  private listen(ms: number): void {
    const timer = setTimeout(() => {
      setImmediate(() => {
        if (this.timer !== timer) return;
        const leftMs = this.heardAt + this.limitMs - performance.now();
        if (leftMs > 0) this.listen(leftMs);
        else this.stream.destroy(new Error(`Redis owes an answer, and said nothing for ${this.limitMs} ms`));
      });
    }, ms);
    this.timer = timer;
  }

  private end(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}

function giveUpAfter(command: Command, ms: number): void {
  const timer = setTimeout(() => {
    setImmediate(() => {
      // Does nothing to one that is answered.
      command.reject(new Error('Command timed out'));
    });
  }, ms);
  const callOff = (): void => {
    clearTimeout(timer);
  };
  command.promise.then(callOff, callOff);
}
