import { BusClient } from '@latchkey/bus';
import { knownOperators, Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';

/** Operators belong to auth: what is assigned to one here carries an id and no key. */
@Injectable()
export class KnownOperators {
  constructor(private readonly auth: BusClient) {}

  /**
   * For whoever is to have something. An operator who leaves later is not looked for: the id stays.
   * @param id null, or absent: nobody is named, and nobody is asked.
   * @throws Refusal When the workspace has no such active operator, under this field; or when nobody can tell (P6).
   */
  async refuseUnknown(workspaceId: string, field: string, id: string | null | undefined): Promise<void> {
    if (!id) return;
    const { known } = await this.auth.call(knownOperators, { workspace_id: workspaceId, ids: [id] });
    if (!known.includes(id.toLowerCase())) {
      throw Refusal.invalid({ [field]: ['names no operator of this workspace'] });
    }
  }
}
