export interface HttpRequest {
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
  /** Sent as `X-API-Key`. */
  readonly apiKey?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as text/csv. */
  readonly csv?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body read as JSON; undefined when it is something else. */
  readonly json: Body;
}

export interface HttpClient {
  readonly url: string;
  /** The type of the answer's body is the caller's claim, for its expectations to prove. */
  request<Body = unknown>(method: string, path: string, request?: HttpRequest): Promise<HttpAnswer<Body>>;
}

const LIMIT_MS = 15_000;

/** A client of one replica. Every status is an answer; only a failing connection throws. */
export const http = (url: string): HttpClient => ({
  url,
  async request<Body>(
    method: string,
    path: string,
    { token, apiKey, body, csv, headers }: HttpRequest = {},
  ): Promise<HttpAnswer<Body>> {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(apiKey !== undefined && { 'x-api-key': apiKey }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(csv !== undefined && { 'content-type': 'text/csv' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(csv !== undefined && { body: new Uint8Array(Buffer.from(csv)) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) as Body };
  },
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
