import { type SigningKeys } from '@latchkey/contracts';
import { Controller, Get } from '@nestjs/common';
import { SigningKey } from '../keys/signing-key.js';

/** For services that check access tokens without our library (RFC 7517). */
@Controller('.well-known')
export class JwksController {
  constructor(private readonly key: SigningKey) {}

  @Get('jwks.json')
  keys(): SigningKeys {
    return this.key.published;
  }
}
