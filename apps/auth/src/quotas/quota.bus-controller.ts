import { Answers } from '@latchkey/bus';
import {
  readQuota,
  ReadQuotaRequest,
  type ReplyOf,
  reserveQuota,
  ReserveQuotaRequest,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Payload } from '@nestjs/microservices';
import { QuotaService } from './quota.service.js';

@BusController()
export class QuotaBusController {
  constructor(private readonly quotas: QuotaService) {}

  @Answers(reserveQuota)
  reserve(@Payload() request: ReserveQuotaRequest): Promise<ReplyOf<typeof reserveQuota>> {
    return this.quotas.reserve(request);
  }

  @Answers(readQuota)
  async read(@Payload() { token_id }: ReadQuotaRequest): Promise<ReplyOf<typeof readQuota>> {
    return { quota: await this.quotas.read(token_id) };
  }
}
