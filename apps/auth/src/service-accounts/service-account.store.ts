import { type Permission } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type PepperedMac } from '../keys/peppers.js';
import { workspaceIdOf } from '../workspaces/workspace-id.js';
import { type ServiceAccount } from './service-account.js';

export interface NewServiceAccount extends PepperedMac {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly may: readonly string[];
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permission[];
  readonly may: string[];
  readonly is_active: boolean;
  readonly workspace_id: string;
  readonly workspace_slug: string;
  readonly mac: Buffer;
  readonly pepper_version: number;
}

@Injectable()
export class ServiceAccountStore {
  constructor(private readonly database: DataSource) {}

  /** With the digest that it was found by, for the caller to compare. */
  async findByMac(
    candidates: readonly PepperedMac[],
  ): Promise<{ account: ServiceAccount; stored: PepperedMac } | null> {
    const macs = candidates.map(({ mac }) => mac);
    const [row] = await this.database.query<Row[]>('SELECT * FROM across.services($1)', [macs]);
    return row
      ? { account: toAccount(row), stored: { mac: row.mac, pepperVersion: row.pepper_version } }
      : null;
  }

  /** null: no workspace has that slug. */
  workspaceIdOf(slug: string): Promise<string | null> {
    return workspaceIdOf(this.database, slug);
  }

  /** Oldest first. */
  async all(): Promise<ServiceAccount[]> {
    const rows = await this.database.query<Row[]>('SELECT * FROM across.services(NULL)');
    return rows.map(toAccount);
  }

  async add(rows: EntityManager, account: NewServiceAccount): Promise<void> {
    const { id, workspaceId, name, permissions, mac, pepperVersion, may } = account;
    await rows.query(
      `INSERT INTO operators (id, workspace_id, kind, name, permissions) VALUES ($1, $2, 'service', $3, $4)`,
      [id, workspaceId, name, permissions],
    );
    await rows.query(
      'INSERT INTO service_credentials (operator_id, mac, pepper_version, may) VALUES ($1, $2, $3, $4)',
      [id, mac, pepperVersion, may],
    );
  }

  /** Resolves to false when no service was active under this id. */
  async disable(rows: EntityManager, id: string): Promise<boolean> {
    const [, count] = await rows.query<[unknown, number]>(
      `UPDATE operators SET is_active = false, updated_at = now() WHERE id = $1 AND kind = 'service' AND is_active`,
      [id],
    );
    return count === 1;
  }
}

const toAccount = (row: Row): ServiceAccount => ({
  id: row.id,
  name: row.name,
  workspace: { id: row.workspace_id, slug: row.workspace_slug },
  permissions: row.permissions,
  may: row.may,
  isActive: row.is_active,
});
