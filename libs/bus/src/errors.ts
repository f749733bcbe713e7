/**
 * Nobody answered, so nothing is known (promise P6): the bus cannot be reached (`disconnected`), the other side
 * has more waiting than it accepts (`full`), the budget ran out (`timeout`), or this client is shut (`closed`).
 * A question may be asked again; whether a command took effect is not known, `full` alone says that it did not.
 */
export class BusUnavailableError extends Error {
  constructor(readonly reason: 'disconnected' | 'full' | 'timeout' | 'closed') {
    super(`No answer over the bus: ${reason}`);
    this.name = 'BusUnavailableError';
  }
}

/** The other side answered that it would not, or could not. `detail` is what its exception filter said. */
export class BusAnswerError extends Error {
  constructor(readonly detail: unknown) {
    super('The other side answered with an error');
    this.name = 'BusAnswerError';
  }
}

/** How a defect travels: without its inside. */
export const DEFECT = { kind: 'defect', message: 'Internal error' } as const;
