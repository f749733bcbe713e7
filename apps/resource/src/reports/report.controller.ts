import { BusClient } from '@latchkey/bus';
import { readUsage, type WorkspaceRef } from '@latchkey/contracts';
import { AnswersInTime } from '@latchkey/platform';
import { CurrentWorkspace, Unlisted } from '@latchkey/token-guard';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CONTACT_TYPES } from '../contacts/contact.entity.js';
import { MESSAGE_STATUSES } from '../messages/message.js';
import { Answer } from '../reference/answers.js';
import { Tagged } from '../responses/etag.js';
import { type Success, success } from '../responses/success.js';
import { ContactReportDto, rangeOf, ReportRangeDto, UsageReportDto } from './report-range.dto.js';
import { CountReportDto, UsageReportAnswerDto } from './report.dto.js';
import { type ContactGroup, ReportStore } from './report.store.js';

/** Of what there is in every workspace: shown also where there is nothing of it. */
const KNOWN: Partial<Record<ContactGroup, readonly string[]>> = { type: CONTACT_TYPES };

/** None of the twenty abilities stands for reports (D3): their permission guards them (K7). */
@ApiTags('reports')
@AnswersInTime()
@Controller(['v1/:workspace/reports', 'reports'])
export class ReportController {
  constructor(
    private readonly reports: ReportStore,
    private readonly auth: BusClient,
  ) {}

  @Get('messages')
  @Tagged()
  @Unlisted('reports/messages/fetch', 'reports.view')
  @ApiOperation({ summary: 'Count the messages of each day, by the status that they have now' })
  @Answer(CountReportDto)
  async messages(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ReportRangeDto,
  ): Promise<Success<CountReportDto>> {
    const range = rangeOf(query);
    const counts = await this.reports.messages(workspace.id, range);
    return success(new CountReportDto(range, 'status', MESSAGE_STATUSES, counts));
  }

  @Get('contacts')
  @Tagged()
  @Unlisted('reports/contacts/fetch', 'reports.view')
  @ApiOperation({ summary: 'Count the contacts that were created on each day, by what they are now' })
  @Answer(CountReportDto)
  async contacts(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() query: ContactReportDto,
  ): Promise<Success<CountReportDto>> {
    const range = rangeOf(query);
    const { group_by } = query;
    const counts = await this.reports.contacts(workspace.id, range, group_by);
    return success(new CountReportDto(range, group_by, KNOWN[group_by] ?? [], counts));
  }

  @Get('api-usage')
  @Tagged()
  @Unlisted('reports/api-usage/fetch', 'reports.view')
  @ApiOperation({ summary: 'Tell how often tokens used the API, by day and by token' })
  @Answer(UsageReportAnswerDto)
  async usage(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Query() { token_id, limit, ...query }: UsageReportDto,
  ): Promise<Success<UsageReportAnswerDto>> {
    const range = rangeOf(query);
    const usage = await this.auth.call(readUsage, {
      workspace_id: workspace.id,
      from: range.from,
      to: range.to,
      ...(token_id !== undefined && { token_id }),
      limit,
    });
    return success(new UsageReportAnswerDto(range, usage));
  }
}
