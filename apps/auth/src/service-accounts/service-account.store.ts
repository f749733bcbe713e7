import { type Permission } from '@latchkey/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type PepperedMac } from '../keys/peppers.js';
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

const SELECT = `
  SELECT operator.id, operator.name, operator.permissions, credential.may, operator.is_active,
         workspace.id AS workspace_id, workspace.slug AS workspace_slug, credential.mac, credential.pepper_version
    FROM service_credentials credential
    JOIN operators operator ON operator.id = credential.operator_id
    JOIN workspaces workspace ON workspace.id = operator.workspace_id`;

@Injectable()
export class ServiceAccountStore {
  constructor(private readonly database: DataSource) {}

  /** With the digest that it was found by, for the caller to compare. */
  async findByMac(
    candidates: readonly PepperedMac[],
  ): Promise<{ account: ServiceAccount; stored: PepperedMac } | null> {
    const macs = candidates.map(({ mac }) => mac);
    const [row] = await this.database.query<Row[]>(`${SELECT} WHERE credential.mac = ANY ($1)`, [macs]);
    return row
      ? { account: toAccount(row), stored: { mac: row.mac, pepperVersion: row.pepper_version } }
      : null;
  }

  /** Oldest first. */
  async all(): Promise<ServiceAccount[]> {
    const rows = await this.database.query<Row[]>(`${SELECT} ORDER BY operator.id`);
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

  /** Resolves to the workspace's id, or null when no service was active under this id. */
  async disable(rows: EntityManager, id: string): Promise<string | null> {
    const [disabled] = await rows.query<[{ workspace_id: string }[], number]>(
      `UPDATE operators SET is_active = false, updated_at = now()
        WHERE id = $1 AND kind = 'service' AND is_active RETURNING workspace_id`,
      [id],
    );
    return disabled[0]?.workspace_id ?? null;
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
