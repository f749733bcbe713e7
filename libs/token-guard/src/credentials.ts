import { ProfileSet, type TokenDigest } from '@latchkey/token-format';
import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { Memory } from './cache/memory.js';
import { HttpsOnly } from './exposure/https-only.js';
import { presentedCredential, type PresentedCredential } from './presented-credential.js';

/** What requests bring, before anybody is asked about it; and whether it may have come as it did. */
@Injectable()
export class Credentials {
  private readonly isKnown: (digest: TokenDigest) => boolean;

  constructor(
    private readonly profiles: ProfileSet,
    memory: Memory,
    private readonly https: HttpsOnly,
  ) {
    this.isKnown = (digest) => memory.has(digest);
  }

  /** `exposed`: there is one, of whatever kind, and others could read it on its way (K8). */
  in(request: FastifyRequest): PresentedCredential | { readonly kind: 'exposed' } {
    const credential = presentedCredential(request.raw, this.profiles, this.isKnown);
    if (credential.kind === 'none') return credential;
    return this.https.refuses(request, credential) ? EXPOSED : credential;
  }
}

const EXPOSED = { kind: 'exposed' } as const;
