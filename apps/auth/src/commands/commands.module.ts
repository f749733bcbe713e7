import { Global, Module } from '@nestjs/common';
import { Commands } from './commands.js';
import { ReplyExpiry } from './reply-expiry.js';
import { StoredReplies } from './stored-replies.js';

@Global()
@Module({ providers: [Commands, ReplyExpiry, StoredReplies], exports: [Commands] })
export class CommandsModule {}
