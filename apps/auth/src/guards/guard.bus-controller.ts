import { Answers } from '@latchkey/bus';
import {
  leaveGuards,
  LeaveRequest,
  registerGuard,
  RegisterGuardRequest,
  renewLease,
  RenewLeaseRequest,
  type ReplyOf,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Payload } from '@nestjs/microservices';
import { Renewals } from './renewals.js';

@BusController()
export class GuardBusController {
  constructor(private readonly renewals: Renewals) {}

  @Answers(registerGuard)
  register(@Payload() { guard_id }: RegisterGuardRequest): Promise<ReplyOf<typeof registerGuard>> {
    return this.renewals.register(guard_id);
  }

  @Answers(renewLease)
  renew(@Payload() { guard_id, number, entry_id }: RenewLeaseRequest): Promise<ReplyOf<typeof renewLease>> {
    return this.renewals.renew(guard_id, { number, entry_id });
  }

  @Answers(leaveGuards)
  async leave(@Payload() { guard_id }: LeaveRequest): Promise<ReplyOf<typeof leaveGuards>> {
    await this.renewals.leave(guard_id);
    return {};
  }
}
