/** `unavailable` is not a "no": the asker may try again (promise P6). */
export type RefusalKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_many' | 'unavailable';

const KINDS: ReadonlySet<string> = new Set<RefusalKind>([
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'too_many',
  'unavailable',
]);

/** Reasons by field: `{"expires_at": ["must be in the future"]}` (D12). */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

const isFieldErrors = (value: unknown): value is FieldErrors =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every(
    (reasons) => Array.isArray(reasons) && reasons.every((reason) => typeof reason === 'string'),
  );

/** How a refusal travels over the bus. */
export interface RefusalOnTheWire {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly message: string;
  readonly errors?: FieldErrors;
  /** Seconds. */
  readonly retry_after?: number;
}

/** A "no" that the caller can act on. Anything else that is thrown is a defect. */
export class Refusal extends Error {
  /**
   * @param code Stable and documented (`token.not_found`); clients of the bus branch on it, never on the message.
   * @param errors For `invalid` only: the reasons, by field.
   * @param retryAfter For `too_many` only: seconds until it is worth trying again.
   */
  constructor(
    readonly kind: RefusalKind,
    readonly code: string,
    message: string,
    readonly errors?: FieldErrors,
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'Refusal';
  }

  static invalid(errors: FieldErrors): Refusal {
    return new Refusal('invalid', 'request.invalid', 'The given data was invalid', errors);
  }

  static unavailable(): Refusal {
    return new Refusal('unavailable', 'service.unavailable', 'Service temporarily unavailable');
  }

  static tooMany(message: string, retryAfter: number): Refusal {
    return new Refusal('too_many', 'request.too_many', message, undefined, retryAfter);
  }

  toWire(): RefusalOnTheWire {
    return {
      kind: this.kind,
      code: this.code,
      message: this.message,
      ...(this.errors && { errors: this.errors }),
      ...(this.retryAfter !== undefined && { retry_after: this.retryAfter }),
    };
  }

  /** Resolves to null for what is not a refusal: a defect at the other end. */
  static fromWire(error: unknown): Refusal | null {
    if (typeof error !== 'object' || error === null) return null;
    const { kind, code, message, errors, retry_after } = error as Partial<RefusalOnTheWire>;
    if (typeof kind !== 'string' || !KINDS.has(kind)) return null;
    if (typeof code !== 'string' || typeof message !== 'string') return null;
    const reasons = isFieldErrors(errors) ? errors : undefined;
    return new Refusal(
      kind,
      code,
      message,
      reasons,
      typeof retry_after === 'number' ? retry_after : undefined,
    );
  }
}
