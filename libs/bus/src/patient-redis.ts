import { type Command, Redis, type RedisOptions } from 'ioredis';

/**
 * ioredis, which gives a command up only when what has come was read. Node looks at its timers before it reads its sockets:
 * a process that had no turn for as long as `commandTimeout` would be told that Redis said nothing, with the answer there.
 */
export class PatientRedis extends Redis {
  private readonly patienceMs: number | undefined;

  constructor(url: string, { commandTimeout, ...options }: Omit<RedisOptions, 'replyMapping'>) {
    super(url, options);
    this.patienceMs = commandTimeout;
  }

  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const answer = super.sendCommand(...sent);
    if (this.patienceMs !== undefined) giveUpAfter(sent[0], this.patienceMs);
    return answer;
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
