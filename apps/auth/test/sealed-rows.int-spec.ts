import { inWorkspace, refuseExemptRole } from '@latchkey/platform';
import { testSealedRows } from '@latchkey/testing';
import { dataSourceOptions, migrationOptions } from '../src/database/data-source.js';

describe('row-level security', () => {
  testSealedRows({
    optionsOfApp: dataSourceOptions,
    optionsOfOwner: migrationOptions,
    inWorkspace,
    refuseExemptRole,
    unsealed: [
      'change_head',
      'change_log',
      'effective_head',
      'event_gaps',
      'guards',
      'outbox_head',
      'timelines',
      'usage_reports',
    ],
    across: [
      'add_events',
      'all_workspaces',
      'count_usage',
      'events_after',
      'events_known',
      'events_wait',
      'forget_events',
      'forget_replies',
      'known_macs',
      'number_events',
      'operator_by_email',
      'outbox_age',
      'refresh_token_by_mac',
      'remind_of_expiry',
      'remind_of_rotation',
      'services',
      'session_by_id',
      'token_by_mac',
      'token_shapes',
      'workspace_by_slug',
      'workspace_of_token',
    ],
    trial: {
      table: 'operators',
      columns: 'id, email, password_hash, permissions',
      values: `gen_random_uuid(), gen_random_uuid() || '@acme.test', 'none', '{}'`,
    },
  });
});
