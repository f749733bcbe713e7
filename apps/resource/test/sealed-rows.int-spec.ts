import { inWorkspace, refuseExemptRole } from '@latchkey/platform';
import { testSealedRows } from '@latchkey/testing';
import { dataSourceOptions, migrationOptions } from '../src/database/data-source.js';

describe('row-level security', () => {
  testSealedRows({
    optionsOfApp: dataSourceOptions,
    optionsOfOwner: migrationOptions,
    inWorkspace,
    refuseExemptRole,
    unsealed: [],
    across: [
      'claim_deliveries',
      'forget_answers',
      'forget_webhook_events',
      'message_backlog',
      'overdue_messages',
      'webhook_backlog',
      'workspace_of_number',
    ],
    trial: {
      table: 'contacts',
      columns: 'id, firstname, phone, type',
      values: `gen_random_uuid(), 'Ada', '+15550100', 'lead'`,
    },
  });
});
