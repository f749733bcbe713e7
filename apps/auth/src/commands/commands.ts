import { Refusal, type WithReceipt } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { type Change, Changes, type Committed } from '../audit/changes.js';
import { Effects } from '../guards/effects.js';
import { type Actor } from '../operators/actor.js';
import { type Command } from './command.js';
import { StoredReplies } from './stored-replies.js';

/** Every command goes through here, so that it happens once however often it arrives (promise P5). */
@Injectable()
export class Commands {
  constructor(
    private readonly changes: Changes,
    private readonly replies: StoredReplies,
    private readonly effects: Effects,
  ) {}

  /**
   * Executes the command, or answers a repetition with the first reply, secrets included. The reply is stored in
   * the transaction of the effect; nothing is stored of a command that was refused: it is judged anew.
   * @param by In whose workspace it happens: it sees the rows of no other.
   * @param make Commits with what it resolves to, also with a refusal; what it throws undoes everything.
   * @throws Refusal
   */
  async once<Reply extends object>(
    by: Actor,
    command: Command<object>,
    make: (change: Change) => Promise<Reply | Refusal>,
  ): Promise<Reply> {
    return (await this.execute(by, command, make)).result;
  }

  /**
   * The same for a command that changes what guards remember: it is answered when they know. A repetition waits as
   * well, as does a command that finds it changed already, and each says anew how that went; so the receipt is not
   * stored. The wait begins when the transaction is over, and takes no other change's turn.
   * @throws Refusal
   */
  async effective<Reply extends object>(
    by: Actor,
    command: Command<object>,
    make: (change: Change) => Promise<Reply | Refusal>,
  ): Promise<Reply & WithReceipt> {
    const { result, logged } = await this.execute(by, command, make);
    return { ...result, receipt: await this.effects.whenEffective(logged) };
  }

  /** Whether a command is a repetition that gets the reply of the first. */
  wasAnswered({ operator, workspace }: Actor, command: Command<object>): Promise<boolean> {
    return this.replies.isKept(workspace.id, operator.id, command);
  }

  private async execute<Reply extends object>(
    { operator: { id: principalId }, workspace }: Actor,
    command: Command<object>,
    make: (change: Change) => Promise<Reply | Refusal>,
  ): Promise<Committed<Reply>> {
    for (;;) {
      const { result, logged } = await this.changes.commitLogged(
        workspace.id,
        async (change, claimed) => {
          // Its type is the contract's: the pattern is part of what was compared.
          if (claimed.length === 0)
            return (await this.replies.find(change.rows, principalId, command)) as Reply | Refusal | null;
          const made = await make(change);
          if (made instanceof Refusal) await this.replies.release(change.rows, principalId, command);
          else change.keep(this.replies.kept(principalId, command, made));
          return made;
        },
        this.replies.claim(principalId, command),
      );
      if (result instanceof Refusal) throw result;
      // null: the first reply expired between two statements, and this is the first command again.
      if (result) return { result, logged };
    }
  }
}
