import { BaseRpcContext } from '@nestjs/microservices';

/** What a handler may know of an event beside the event: `@Ctx() context: EventContext`. */
export class EventContext extends BaseRpcContext<[position: number, deliveries: number]> {
  /** Its place among all events of the service. A handler that keeps the last one can tell the old from the new. */
  get position(): number {
    return this.getArgByIndex(0) as number;
  }

  /** This one included: above 1, an earlier delivery to this group failed, or its process died. */
  get deliveries(): number {
    return this.getArgByIndex(1) as number;
  }
}
