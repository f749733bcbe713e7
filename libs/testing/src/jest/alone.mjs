/**
 * Suites that `npm test` runs by themselves, one after another, when all others have ended: they compare durations, or
 * hold each of many answers to a limit that a busy neighbour may break. Everything else must bear a neighbour.
 */
export const alone = [
  'apps/auth/test/waiting-commands.e2e-spec.ts',
  'apps/resource/test/garbage.e2e-spec.ts',
  'apps/resource/test/outages.e2e-spec.ts',
  'apps/resource/test/rolling-restart.e2e-spec.ts',
  'apps/resource/test/upgrade.e2e-spec.ts',
  'apps/resource/test/whatsapp.e2e-spec.ts',
  'libs/bus/test/conformance/ours.e2e-spec.ts',
  'libs/bus/test/conformance/stock.e2e-spec.ts',
  'libs/bus/test/replicas.int-spec.ts',
  'libs/bus/test/taking-over.int-spec.ts',
];
