import { PASSWORD_LENGTH, PERMISSIONS, Refusal, SHIPPED_RATE_LIMITS } from '@latchkey/contracts';
import { violatedIndex } from '@latchkey/platform';
import { isEmail } from 'class-validator';
import { type DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { type Change, Changes } from '../audit/changes.js';
import { OperatorEntity } from '../operators/operator.entity.js';
import { Passwords } from '../operators/passwords.js';
import { WorkspaceEntity } from './workspace.entity.js';

export interface NewWorkspace {
  readonly slug: string;
  readonly name: string;
  /** Of its first operator, who has every permission. */
  readonly email: string;
  readonly password: string;
}

interface Created {
  readonly workspaceId: string;
  readonly operatorId: string;
}

/** A workspace with its first operator; null when the slug is taken. */
export async function createWorkspace(database: DataSource, wanted: NewWorkspace): Promise<Created | null> {
  const problems = problemsOf(wanted);
  if (Object.keys(problems).length > 0) throw Refusal.invalid(problems);
  const passwordHash = await new Passwords().hash(wanted.password);
  try {
    const workspaceId = newId();
    return await new Changes(database).commit(workspaceId, (change) =>
      insert(change, workspaceId, wanted, passwordHash),
    );
  } catch (error) {
    const taken = violatedIndex(error);
    if (taken === 'operators_email_unique') {
      throw Refusal.invalid({ email: ['belongs to an operator already'] });
    }
    if (taken === 'workspaces_slug_unique') return null;
    throw error;
  }
}

function problemsOf({ slug, name, email, password }: NewWorkspace): Record<string, string[]> {
  const { min, max } = PASSWORD_LENGTH;
  const isSlug = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && slug.length <= 63;
  return {
    ...(!isSlug && { slug: ['must be lower-case letters, digits and single hyphens, at most 63'] }),
    ...(name.trim() === '' && { name: ['must not be blank'] }),
    ...(name.includes('\0') && { name: ['must not hold U+0000'] }),
    ...(!isEmail(email) && { email: ['must be an email address'] }),
    ...((password.length < min || password.length > max) && {
      password: [`must have ${min} to ${max} characters`],
    }),
  };
}

async function insert(
  change: Change,
  workspaceId: string,
  { slug, name, email }: NewWorkspace,
  passwordHash: string,
): Promise<Created> {
  const { rows } = change;
  const operatorId = newId();
  await rows.insert(WorkspaceEntity, {
    id: workspaceId,
    slug,
    name,
    profile: 'apitk',
    rateLimits: [...SHIPPED_RATE_LIMITS],
    dashboardOnly: false,
    onOwnerLeaves: 'revoke',
  });
  const permissions = [...PERMISSIONS];
  await rows.insert(OperatorEntity, {
    id: operatorId,
    workspaceId,
    kind: 'person',
    email,
    passwordHash,
    permissions,
    isActive: true,
  });
  const byCommandLine = { workspaceId, actorId: null };
  const detail = { slug };
  change.audit({ ...byCommandLine, action: 'workspace.created', subjectId: workspaceId, detail });
  change.audit({ ...byCommandLine, action: 'operator.created', subjectId: operatorId });
  return { workspaceId, operatorId };
}
