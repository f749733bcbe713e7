import { type Permission, PERMISSIONS, Refusal } from '@latchkey/contracts';
import { violatedIndex } from '@latchkey/platform';
import { generateServiceCredential, tokenDigest } from '@latchkey/token-format';
import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { Changes } from '../audit/changes.js';
import { Peppers } from '../keys/peppers.js';
import { ALLOWABLE, type ServiceAccount } from './service-account.js';
import { ServiceAccountStore } from './service-account.store.js';

export interface WantedService {
  /** A slug. */
  readonly workspace: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly may: readonly string[];
  /** One that was made elsewhere; by default a new one. */
  readonly credential?: string;
}

@Injectable()
export class ServiceAccounts {
  constructor(
    private readonly store: ServiceAccountStore,
    private readonly changes: Changes,
    private readonly peppers: Peppers,
  ) {}

  /** The account behind a credential, active or not; null for a credential that nobody has. */
  async behind(credential: string): Promise<ServiceAccount | null> {
    const digest = tokenDigest(credential);
    const found = await this.store.findByMac(this.peppers.candidates(digest));
    return found && this.peppers.matches(found.stored, digest) ? found.account : null;
  }

  /** The credential exists in the returned value only; storage keeps its digest under a pepper. */
  async create(wanted: WantedService): Promise<ServiceAccount & { readonly credential: string }> {
    const created = await this.add(wanted);
    if (!created) throw Refusal.invalid({ name: ['belongs to a service of this workspace already'] });
    return created;
  }

  /**
   * As `create`, where nobody knows whether that was done before: by one who does the same just now, perhaps. What is there
   * already has to be of use to whoever was given the credential.
   */
  async createIfMissing(wanted: WantedService): Promise<ServiceAccount & { readonly credential?: string }> {
    const created = await this.add(wanted);
    if (created) return created;
    const { name, workspace, credential } = wanted;
    const account = (await this.store.all()).find(
      (other) => other.name === name && other.workspace.slug === workspace,
    );
    if (!account) throw new Error('The service was there a moment ago');
    if (credential !== undefined && (await this.behind(credential))?.id !== account.id) {
      throw Refusal.invalid({ name: ['belongs to a service with another credential'] });
    }
    if (!account.isActive) throw Refusal.invalid({ name: ['belongs to a service that is disabled'] });
    return account;
  }

  list(): Promise<ServiceAccount[]> {
    return this.store.all();
  }

  /** Its credential is refused from now on, and so are the tokens that it issued (D4). False: it was so already. */
  async disable(id: string): Promise<boolean> {
    const account = (await this.store.all()).find((other) => other.id === id);
    if (!account) throw Refusal.invalid({ id: ['is not the id of a service'] });
    const workspaceId = account.workspace.id;
    return this.changes.commit(workspaceId, async (change) => {
      if (!(await this.store.disable(change.rows, id))) return false;
      change.audit({ workspaceId, actorId: null, action: 'service.disabled', subjectId: id });
      change.touch(id);
      return true;
    });
  }

  /** null: the name is taken. */
  private async add(
    wanted: WantedService,
  ): Promise<(ServiceAccount & { readonly credential: string }) | null> {
    refuseUnusable(wanted);
    const { name, may, credential = generateServiceCredential() } = wanted;
    const permissions = wanted.permissions as readonly Permission[];
    const id = newId();
    const workspaceId = await this.store.workspaceIdOf(wanted.workspace);
    if (workspaceId === null) throw Refusal.invalid({ workspace: ['is not known'] });
    try {
      return await this.changes.commit(workspaceId, async (change) => {
        const { rows } = change;
        const mac = this.peppers.mac(tokenDigest(credential));
        await this.store.add(rows, { id, workspaceId, name, permissions, may, ...mac });
        const detail = { name, permissions, may };
        change.audit({ workspaceId, actorId: null, action: 'service.created', subjectId: id, detail });
        return {
          id,
          name,
          workspace: { id: workspaceId, slug: wanted.workspace },
          permissions,
          may,
          isActive: true,
          credential,
        };
      });
    } catch (error) {
      const taken = violatedIndex(error);
      if (taken === 'service_credentials_mac_unique') {
        throw Refusal.invalid({ credential: ['belongs to another service'] });
      }
      if (taken === 'operators_service_unique') return null;
      throw error;
    }
  }
}

function refuseUnusable({ name, permissions, may }: WantedService): void {
  const isName = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 63;
  const strangers = (given: readonly string[], known: readonly string[]): boolean =>
    given.some((each) => !known.includes(each));
  const errors = {
    ...(!isName && { name: ['must be lower-case letters, digits and single hyphens, at most 63'] }),
    ...(strangers(permissions, PERMISSIONS) && {
      permissions: [`each must be one of: ${PERMISSIONS.join(', ')}`],
    }),
    ...((may.length === 0 || strangers(may, ALLOWABLE)) && {
      may: [`needs one or more of: ${ALLOWABLE.join(', ')}`],
    }),
  };
  if (Object.keys(errors).length > 0) throw Refusal.invalid(errors);
}
