import { type EventOf, OnEvent, tokenRevoked } from '@latchkey/client';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Orders } from './orders.js';

/** What Latchkey tells, rather than is asked. */
@Controller()
export class TokenEventsController {
  constructor(private readonly orders: Orders) {}

  @OnEvent(tokenRevoked)
  revoked(@Payload() { data }: EventOf<typeof tokenRevoked>): void {
    this.orders.noteRevoked(data.token_id);
  }
}
