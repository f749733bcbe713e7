import { ApiProperty } from '@nestjs/swagger';
import { type BotSession, type BotUsage } from './bot.store.js';

export class BotSessionDto {
  @ApiProperty({ format: 'uuid' })
  readonly id: string;
  @ApiProperty({ format: 'uuid' })
  readonly bot_id: string;
  @ApiProperty({ format: 'date-time' })
  readonly created_at: string;

  constructor(session: BotSession) {
    this.id = session.id;
    this.bot_id = session.botId;
    this.created_at = session.createdAt.toISOString();
  }
}

export class BotUsageDto {
  @ApiProperty({ format: 'uuid' })
  readonly bot_id: string;
  @ApiProperty({ type: 'integer', description: 'How many there ever were.' })
  readonly sessions: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: there was none.' })
  readonly last_session_at: string | null;

  constructor(usage: BotUsage) {
    this.bot_id = usage.botId;
    this.sessions = usage.sessions;
    this.last_session_at = usage.lastSessionAt?.toISOString() ?? null;
  }
}
