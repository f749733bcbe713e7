import { BusClient } from '@latchkey/bus';
import { knownOperators, Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';

/** Operators belong to auth: what is assigned to one here (W13) carries an id and no key. */
@Injectable()
export class KnownOperators {
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

  /**
   * For whoever is to have something. An operator who leaves later is not looked for: the id stays.
   * @param id null, or absent: nobody is named.
   * @throws Refusal When the workspace has no such active operator, under this field.
   */
  async refuseUnknown(workspaceId: string, field: string, id: string | null | undefined): Promise<void> {
    if (!id) return;
    const known = await this.known(workspaceId, [id]);
    if (!known.has(id.toLowerCase())) {
      throw Refusal.invalid({ [field]: ['names no operator of this workspace'] });
    }
  }
}
