import { Expiry } from '@latchkey/platform';
import { Injectable } from '@nestjs/common';
import { EXPIRY_BATCH, StoredReplies } from './stored-replies.js';

/** Deletes replies that nobody can ask for any more. */
@Injectable()
export class ReplyExpiry extends Expiry {
  constructor(private readonly replies: StoredReplies) {
    super(EXPIRY_BATCH, 'Old replies were not deleted');
  }

  protected deleteBatch(): Promise<number> {
    return this.replies.expire();
  }
}
