import { BusClient } from '@latchkey/bus';
import { knownOperators, Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { namesNo } from './contact-references.js';

/** Whom contacts are assigned to (W13): operators, who are auth's to know. */
@Injectable()
export class Assignees {
  constructor(private readonly auth: BusClient) {}

  /**
   * Of these ids, those of active operators of the workspace. No question for none.
   * @throws BusUnavailableError Nobody can tell (promise P6).
   */
  async known(workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const { known } = await this.auth.call(knownOperators, { workspace_id: workspaceId, ids });
    return new Set(known);
  }

  /** @throws Refusal When the id is of nobody to whom a contact could be assigned. */
  async refuseUnknown(workspaceId: string, id: string | null | undefined): Promise<void> {
    const known = await this.known(workspaceId, id ? [id] : []);
    if (id && !known.has(id.toLowerCase())) throw Refusal.invalid({ assignee_id: [namesNo('operator')] });
  }
}
