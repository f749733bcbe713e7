import { PERMISSIONS, Refusal } from '@latchkey/contracts';
import { isEmail } from 'class-validator';
import { type DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { Changes } from '../audit/changes.js';
import { OperatorEntity } from '../operators/operator.entity.js';
import { PASSWORD_LENGTH, Passwords } from '../operators/passwords.js';
import { WorkspaceEntity } from './workspace.entity.js';

export interface NewWorkspace {
  readonly slug: string;
  readonly name: string;
  /** Of its first operator, who has every permission. */
  readonly email: string;
  readonly password: string;
}

/** A workspace with its first operator; null when the slug is taken. */
export async function createWorkspace(
  database: DataSource,
  { slug, name, email, password }: NewWorkspace,
): Promise<{ workspaceId: string; operatorId: string } | null> {
  const { min, max } = PASSWORD_LENGTH;
  const problems = {
    ...(!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 63
      ? { slug: ['must be lower-case letters, digits and single hyphens, at most 63'] }
      : {}),
    ...(name.trim() === '' ? { name: ['must not be blank'] } : {}),
    ...(!isEmail(email) ? { email: ['must be an email address'] } : {}),
    ...(password.length < min || password.length > max
      ? { password: [`must have ${min} to ${max} characters`] }
      : {}),
  };
  if (Object.keys(problems).length > 0) throw Refusal.invalid(problems);

  const passwordHash = await new Passwords().hash(password);
  return new Changes(database).commit(async (change) => {
    const { rows } = change;
    if (await rows.existsBy(WorkspaceEntity, { slug })) return null;
    const workspaceId = newId();
    const operatorId = newId();
    await rows.insert(WorkspaceEntity, { id: workspaceId, slug, name, profile: 'apitk' });
    await rows.insert(OperatorEntity, {
      id: operatorId,
      workspaceId,
      email,
      passwordHash,
      permissions: [...PERMISSIONS],
      isActive: true,
    });
    const byCommandLine = { workspaceId, actorId: null };
    await change.audit({
      ...byCommandLine,
      action: 'workspace.created',
      subjectId: workspaceId,
      detail: { slug },
    });
    await change.audit({ ...byCommandLine, action: 'operator.created', subjectId: operatorId });
    return { workspaceId, operatorId };
  });
}
