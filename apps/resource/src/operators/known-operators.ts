import { Refusal } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';

/** Operators belong to auth: what is assigned to one here carries an id and no key. */
@Injectable()
export class KnownOperators {
  /**
   * For whoever is to have something. An operator who leaves later is not looked for: the id stays.
   * @param id null, or absent: nobody is named, and nobody is asked.
   * @throws Refusal When the workspace has no such active operator, under this field.
   */
  async refuseUnknown(workspaceId: string, field: string, id: string | null | undefined): Promise<void> {
    if (!id) return;
    const known = await this.activeAmong(workspaceId, [id]);
    if (!known.includes(id)) throw Refusal.invalid({ [field]: ['names no operator of this workspace'] });
  }

  /** The place for auth's question, which it does not answer yet: until it does, every id is taken for known. */
  private activeAmong(_workspaceId: string, ids: readonly string[]): Promise<readonly string[]> {
    return Promise.resolve(ids);
  }
}
