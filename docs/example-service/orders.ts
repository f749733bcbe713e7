import { type IssuedToken, LatchkeyClient, type TokenVerdict } from '@latchkey/client';
import { Injectable, NotFoundException } from '@nestjs/common';

/** Orders, each with the API token that its customer bought. */
@Injectable()
export class Orders {
  /** A real service keeps the id of the token beside the order, in its database. It never keeps the token. */
  private readonly tokenOf = new Map<string, string>();
  private readonly revoked = new Set<string>();

  constructor(private readonly latchkey: LatchkeyClient) {}

  /**
   * The key is the order's, so that whoever asks twice, after a lost answer or from another replica, gets the one
   * token of this order.
   */
  async place(orderId: string, customer: string): Promise<IssuedToken> {
    const token = await this.latchkey.issueToken(
      { name: `Order ${orderId} of ${customer}`, abilities: ['contacts.read'] },
      { idempotencyKey: `order:${orderId}` },
    );
    this.tokenOf.set(orderId, token.id);
    return token;
  }

  verdictOn(token: string): Promise<TokenVerdict> {
    return this.latchkey.verifyToken(token);
  }

  async cancel(orderId: string): Promise<void> {
    const id = this.tokenOf.get(orderId);
    if (id === undefined) throw new NotFoundException('There is no such order');
    await this.latchkey.revokeToken({ id }, { idempotencyKey: `cancel:${orderId}` });
  }

  /** Whoever revoked it, billing or an operator. It may be told twice: a set does not mind. */
  noteRevoked(tokenId: string): void {
    this.revoked.add(tokenId);
  }

  isRevoked(orderId: string): boolean {
    const id = this.tokenOf.get(orderId);
    if (id === undefined) throw new NotFoundException('There is no such order');
    return this.revoked.has(id);
  }
}
