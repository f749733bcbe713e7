/** What the router read from a request's path, decoded. */
export interface PathParams {
  /** The slug, where the path has one (D8). */
  readonly workspace?: string;
  readonly [name: string]: string | undefined;
}

const SEGMENT = /^(?:[a-z][a-z0-9-]*|\{[A-Za-z]\w*\})$/;

/**
 * What a handler does, by the names that tokens are restricted with (D6): `contacts/list`, `contacts/{id}/fetch`.
 * It belongs to the route that the router has found, so that no spelling of a URL is another path, and an id is one
 * segment whatever stands in it.
 */
export class ActionPath {
  /** Of each segment the literal, or null where an id stands. */
  private readonly literals: readonly (string | null)[];
  /** The names of the ids, beside them. */
  private readonly names: readonly string[];

  /** @throws TypeError For what is no action path: it is written in the code, not sent by anybody. */
  constructor(readonly text: string) {
    const segments = text.split('/');
    if (!segments.every((segment) => SEGMENT.test(segment))) throw new TypeError(`${text} is no action path`);
    this.literals = segments.map((segment) => (segment.startsWith('{') ? null : segment));
    this.names = segments.map((segment) => segment.replaceAll(/[{}]/g, ''));
  }

  get length(): number {
    return this.literals.length;
  }

  /** The names of the ids in it. */
  get ids(): readonly string[] {
    return this.names.filter((_, index) => this.literals[index] === null);
  }

  /** One segment of this request's path. */
  segment(index: number, params: PathParams): string {
    return this.literals[index] ?? params[this.names[index] ?? ''] ?? '';
  }

  /** For people: with this request's ids, encoded so that a slash in one cannot be taken for a segment. */
  filledWith(params: PathParams): string {
    return this.names.map((_, index) => encodeURIComponent(this.segment(index, params))).join('/');
  }
}
