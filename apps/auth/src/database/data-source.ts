import { postgres } from '@latchkey/platform';
import { type DataSourceOptions } from 'typeorm';
import { OperatorEntity } from '../operators/operator.entity.js';
import { RefreshTokenEntity } from '../sessions/refresh-token.entity.js';
import { ApiTokenEntity } from '../tokens/api-token.entity.js';
import { WorkspaceEntity } from '../workspaces/workspace.entity.js';
import { FirstTables1763769600000 } from './migrations/1763769600000-first-tables.js';
import { Commands1763769700000 } from './migrations/1763769700000-commands.js';
import { Services1763769710000 } from './migrations/1763769710000-services.js';
import { Events1763769800000 } from './migrations/1763769800000-events.js';
import { ChangeLog1763769900000 } from './migrations/1763769900000-change-log.js';
import { Guards1763769910000 } from './migrations/1763769910000-guards.js';
import { TokenTerms1763769920000 } from './migrations/1763769920000-token-terms.js';
import { Quotas1763769930000 } from './migrations/1763769930000-quotas.js';
import { PreviousEntry1763769950000 } from './migrations/1763769950000-previous-entry.js';
import { Leaving1763770010000 } from './migrations/1763770010000-leaving.js';
import { Reminders1763770020000 } from './migrations/1763770020000-reminders.js';
import { SealedWorkspaces1763770100000 } from './migrations/1763770100000-sealed-workspaces.js';
import { Across1763770101000 } from './migrations/1763770101000-across.js';
import { OutboxAge1763770300000 } from './migrations/1763770300000-outbox-age.js';
import { UsageByDay1763770200000 } from './migrations/1763770200000-usage-by-day.js';
import { AfterRestore1763799002000 } from './migrations/1763799002000-after-restore.js';
import { ImportedTokens1763770030000 } from './migrations/1763770030000-imported-tokens.js';
import { SupersededSecrets1763770000000 } from './migrations/1763770000000-superseded-secrets.js';
import { Usage1763769940000 } from './migrations/1763769940000-usage.js';
import { ToldMigrations1763799000000 } from './migrations/1763799000000-told-migrations.js';
import { ExposedTokens1763799001000 } from './migrations/1763799001000-exposed-tokens.js';
import { ExactBatches1763799003000 } from './migrations/1763799003000-exact-batches.js';
import { APP_ROLE } from './roles.js';

/** As whoever logs in, who owns the tables. */
export const migrationOptions = (url: string): DataSourceOptions => optionsAs(null, url);

export const dataSourceOptions = (url: string): DataSourceOptions => optionsAs(APP_ROLE, url);

const optionsAs = (role: string | null, url: string): DataSourceOptions =>
  postgres({
    url,
    role,
    applicationName: 'latchkey-auth',
    entities: [ApiTokenEntity, OperatorEntity, RefreshTokenEntity, WorkspaceEntity],
    migrations: [
      FirstTables1763769600000,
      Commands1763769700000,
      Services1763769710000,
      Events1763769800000,
      ChangeLog1763769900000,
      Guards1763769910000,
      TokenTerms1763769920000,
      Quotas1763769930000,
      Usage1763769940000,
      PreviousEntry1763769950000,
      SupersededSecrets1763770000000,
      Leaving1763770010000,
      Reminders1763770020000,
      ImportedTokens1763770030000,
      SealedWorkspaces1763770100000,
      Across1763770101000,
      UsageByDay1763770200000,
      OutboxAge1763770300000,
      ToldMigrations1763799000000,
      ExposedTokens1763799001000,
      AfterRestore1763799002000,
      ExactBatches1763799003000,
    ],
    // A question's caller gives up long before; a command's waits this long.
    queryTimeoutMs: 5_000,
  });
