import { Answers } from '@latchkey/bus';
import {
  readUsage,
  ReadUsageRequest,
  type ReplyOf,
  reportUsage,
  ReportUsageRequest,
} from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { Payload } from '@nestjs/microservices';
import { UsageStore } from './usage.store.js';

@BusController()
export class UsageBusController {
  constructor(private readonly usage: UsageStore) {}

  @Answers(reportUsage)
  async report(@Payload() report: ReportUsageRequest): Promise<ReplyOf<typeof reportUsage>> {
    await this.usage.count(report);
    return {};
  }

  @Answers(readUsage)
  read(@Payload() request: ReadUsageRequest): Promise<ReplyOf<typeof readUsage>> {
    return this.usage.read(request);
  }
}
