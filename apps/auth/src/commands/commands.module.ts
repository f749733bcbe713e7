import { Global, Module } from '@nestjs/common';
import { Commands } from './commands.js';
import { RefusedCommands } from './refused-commands.js';
import { ReplyExpiry } from './reply-expiry.js';
import { StoredReplies } from './stored-replies.js';

@Global()
@Module({
  providers: [Commands, RefusedCommands, ReplyExpiry, StoredReplies],
  exports: [Commands, RefusedCommands],
})
export class CommandsModule {}
