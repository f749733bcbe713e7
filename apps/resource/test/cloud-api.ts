import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface CloudMessage {
  readonly to: string;
  readonly type: string;
  readonly biz_opaque_callback_data: string;
  readonly [field: string]: unknown;
}

export type Behaviour = (call: Call) => void;

/** One request to send a message. */
export interface Call {
  readonly message: CloudMessage;
  /** How often this message was asked for, with this time. */
  readonly time: number;
  readonly request: IncomingMessage;
  readonly reply: ServerResponse;
  /** Counts the message as sent, and says what it is called from now on. */
  readonly take: () => string;
}

const answerWith = (reply: ServerResponse, status: number, body: object, headers = {}): void => {
  reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
export const takesIt: Behaviour = ({ message, reply, take }) => {
  const contacts = [{ input: message.to, wa_id: message.to.slice(1) }];
  answerWith(reply, 200, { messaging_product: 'whatsapp', contacts, messages: [{ id: take() }] });
};
export const refuses =
  (status: number, code: number, headers: object = {}): Behaviour =>
  ({ reply }) => {
    answerWith(reply, status, { error: { code, message: `(#${code}) No`, fbtrace_id: 'x' } }, headers);
  };

/** A server that speaks the Cloud API as Meta documents it, and misbehaves on request. What it took is the truth. */
export class CloudApi {
  readonly appSecret = 'app-secret-of-the-test';
  readonly verifyToken = 'the-verify-token-of-the-test';
  readonly calls: CloudMessage[] = [];
  readonly uploads: { readonly contentType: string; readonly body: Buffer }[] = [];
  /** By our id: what it was called each time it was taken. */
  readonly taken = new Map<string, string[]>();
  behave: Behaviour = takesIt;
  private readonly times = new Map<string, number>();

  private constructor(
    private server: Server,
    private readonly port: number,
    readonly accessToken: string,
  ) {}

  static async start(accessToken: string): Promise<CloudApi> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const api = new CloudApi(server, (server.address() as AddressInfo).port, accessToken);
    api.serve();
    return api;
  }

  /** What the services are started with that send to it, and are called by it. */
  get env(): Readonly<Record<string, string>> {
    return {
      WHATSAPP_ACCESS_TOKEN: this.accessToken,
      WHATSAPP_APP_SECRET: this.appSecret,
      WHATSAPP_VERIFY_TOKEN: this.verifyToken,
      WHATSAPP_API_URL: this.url,
    };
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/v23.0`;
  }

  /** Connections are refused until it is up again. */
  async down(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async up(): Promise<void> {
    this.server = createServer().listen(this.port, '127.0.0.1');
    this.serve();
    await once(this.server, 'listening');
  }

  stop(): Promise<void> {
    return this.down();
  }

  /** What its webhook is asked when it is set up. */
  get verification(): Readonly<Record<string, string>> {
    return { 'hub.mode': 'subscribe', 'hub.verify_token': this.verifyToken, 'hub.challenge': '1158201444' };
  }

  /** The headers of a call of its webhook. */
  signature(body: string): Readonly<Record<string, string>> {
    return { 'content-type': 'application/json', 'x-hub-signature-256': this.sign(body) };
  }

  /** How its webhook calls are signed. */
  sign(body: string): string {
    return `sha256=${createHmac('sha256', this.appSecret).update(body).digest('hex')}`;
  }

  private serve(): void {
    this.server.on('request', (request: IncomingMessage, reply: ServerResponse) => {
      void this.answer(request, reply);
    });
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    if (request.headers.authorization !== `Bearer ${this.accessToken}`) refuses(401, 190)({ reply } as Call);
    else if (request.url?.endsWith('/media')) {
      this.uploads.push({ contentType: String(request.headers['content-type']), body });
      answerWith(reply, 200, { id: `media-${this.uploads.length}` });
    } else this.behave(this.callOf(JSON.parse(body.toString()) as CloudMessage, request, reply));
  }

  private callOf(message: CloudMessage, request: IncomingMessage, reply: ServerResponse): Call {
    const id = message.biz_opaque_callback_data;
    const time = (this.times.get(id) ?? 0) + 1;
    this.times.set(id, time);
    this.calls.push(message);
    const take = (): string => {
      const names = this.taken.get(id) ?? [];
      names.push(`wamid.${id}.${names.length}`);
      this.taken.set(id, names);
      return names.at(-1) as string;
    };
    return { message, time, request, reply, take };
  }
}
