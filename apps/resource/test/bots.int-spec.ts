import { v7 as newId } from 'uuid';
import { BotStore } from '../src/bots/bot.store.js';
import { ResourceDatabase } from './resource-database.js';

const acme = newId();
const globex = newId();
let database: ResourceDatabase;
let bots: BotStore;
let bot: string;
beforeAll(async () => {
  database = await ResourceDatabase.start();
  bots = new BotStore(database.orm);
});
afterAll(() => database.stop());
beforeEach(async () => {
  bot = newId();
  await database.query(`INSERT INTO bots (id, workspace_id, name) VALUES ($1, $2, 'Concierge')`, [bot, acme]);
});

const sessionsOf = (id: string) =>
  database.query<{ id: string; created_at: Date }>(
    'SELECT id, created_at FROM bot_sessions WHERE bot_id = $1 ORDER BY created_at DESC',
    [id],
  );

describe('the usage of a bot', () => {
  it('is none before its first session', async () => {
    await expect(bots.usage(acme, bot)).resolves.toEqual({ botId: bot, sessions: 0, lastSessionAt: null });
  });

  it('counts every session, also those that began at once, and knows the last', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => bots.addSession(acme, bot)));
    const rows = await sessionsOf(bot);
    expect(rows.map(({ id }) => id).sort()).toEqual(made.map((session) => session?.id).sort());
    await expect(bots.usage(acme, bot)).resolves.toEqual({
      botId: bot,
      sessions: 12,
      lastSessionAt: rows[0]?.created_at,
    });
  });

  it('is neither told to another tenant nor changed by one', async () => {
    await expect(bots.addSession(globex, bot)).resolves.toBeNull();
    await expect(bots.usage(globex, bot)).resolves.toBeNull();
    await expect(bots.usage(acme, bot)).resolves.toMatchObject({ sessions: 0 });
    await expect(sessionsOf(bot)).resolves.toEqual([]);
  });

  it('of a bot that is not there is none, and no session begins', async () => {
    const missing = newId();
    await expect(bots.addSession(acme, missing)).resolves.toBeNull();
    await expect(bots.usage(acme, missing)).resolves.toBeNull();
  });
});
