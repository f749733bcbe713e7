import { type ExposedTokens } from './exposed-tokens.js';
import { type PresentedCredential } from '../presented-credential.js';

/** As the framework makes it out: by the socket, or by X-Forwarded-Proto where a trusted proxy says so. */
interface Arrived {
  readonly protocol: string;
}

/** Credentials come over HTTPS or not at all (K8). What came otherwise is refused, and its owner is told. */
export class HttpsOnly {
  constructor(
    private readonly isRequired: boolean,
    private readonly exposed: Pick<ExposedTokens, 'tell'>,
  ) {}

  refuses(request: Arrived, credential: PresentedCredential): boolean {
    // Reading it looks through headers and proxies: not where nobody wants to know (promise P11).
    if (!this.isRequired || request.protocol === 'https') return false;
    this.exposed.tell(credential);
    return true;
  }
}
