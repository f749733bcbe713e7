import { Refusal } from '@latchkey/contracts';
import { v7 as newId } from 'uuid';
import { DealStore } from '../src/deals/deal.store.js';
import { type DealEntity } from '../src/deals/deal.entity.js';
import { type Pipeline, PipelineStore } from '../src/pipelines/pipeline.store.js';
import { MOST_STAGES, type StageKind } from '../src/pipelines/stage.js';
import { ResourceDatabase } from './resource-database.js';

const acme = newId();
const globex = newId();
let database: ResourceDatabase;
let deals: DealStore;
let pipelines: PipelineStore;
beforeAll(async () => {
  database = await ResourceDatabase.start();
  deals = new DealStore(database.orm);
  pipelines = new PipelineStore(database.orm);
});
afterAll(() => database.stop());
beforeEach(() => database.query('TRUNCATE deals, pipelines, contacts CASCADE'));

const list = (workspaceId = acme) => pipelines.page(workspaceId, { limit: 100, sort: 'created_at' });
const stages = (...kinds: StageKind[]) => kinds.map((kind, n) => ({ name: `Stage ${n}`, kind }));
const aPipeline = (
  kinds: StageKind[] = ['open', 'won', 'won', 'lost'],
  workspaceId = acme,
): Promise<Pipeline> => pipelines.add(workspaceId, { name: `Pipeline ${newId()}`, stages: stages(...kinds) });
const stageOf = ({ stages: all }: Pipeline, nth: number): string => all[nth]?.id ?? '';
const aDeal = (
  fields: Partial<Parameters<DealStore['add']>[1]> = {},
  workspaceId = acme,
): Promise<DealEntity> => deals.add(workspaceId, { title: 'Ten seats', ...fields });
const refusalOf = async (attempt: Promise<unknown>): Promise<Pick<Refusal, 'code' | 'errors'>> => {
  const thrown: unknown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof Refusal) return { code: thrown.code, errors: thrown.errors };
  throw new Error(`was not refused: ${String(thrown)}`);
};
const aContact = async (workspaceId = acme): Promise<string> => {
  const id = newId();
  await database.query(
    `INSERT INTO contacts (id, workspace_id, firstname, phone, type) VALUES ($1, $2, 'Ada', '+15550100', 'lead')`,
    [id, workspaceId],
  );
  return id;
};

describe('a workspace without a pipeline', () => {
  it('gets one by asking, and one only, however many ask at once', async () => {
    await Promise.all([
      ...Array.from({ length: 10 }, () => list()),
      ...Array.from({ length: 10 }, () => aDeal()),
    ]);
    const { rows } = await list();
    expect(
      rows.map(({ row, stages: all }) => [row.name, all.map(({ name, kind }) => `${name}: ${kind}`)]),
    ).toEqual([
      [
        'Sales',
        ['New: open', 'Qualified: open', 'Proposal: open', 'Negotiation: open', 'Won: won', 'Lost: lost'],
      ],
    ]);
    const placed = await database.query('SELECT DISTINCT stage_id FROM deals');
    expect(placed).toEqual([{ stage_id: rows[0]?.stages[0]?.id }]);
    expect((await list(globex)).rows[0]?.row.id).not.toBe(rows[0]?.row.id);
  });

  it('has none forced upon it once it has another', async () => {
    const { row } = await aPipeline();
    expect((await list()).rows.map((pipeline) => pipeline.row.id)).toEqual([row.id]);
  });
});

describe('the stages of a pipeline', () => {
  it('are renamed, reordered, added and deleted by saying how they shall be', async () => {
    const pipeline = await aPipeline(['open', 'open', 'won']);
    const [first, second, won] = pipeline.stages.map(({ id }) => id) as [string, string, string];
    const wanted = [
      { id: won, name: 'Signed', kind: 'won' },
      { name: 'Lost', kind: 'lost' },
      { id: first, name: 'Stage 0', kind: 'open' },
    ] as const;
    const changed = await pipelines.update(acme, pipeline.row.id, { stages: wanted });
    expect(changed?.stages).toEqual([
      { id: won, name: 'Signed', kind: 'won', pipeline_id: pipeline.row.id },
      expect.objectContaining({ name: 'Lost', kind: 'lost' }),
      expect.objectContaining({ id: first, name: 'Stage 0' }),
    ]);
    expect((await pipelines.find(acme, pipeline.row.id))?.stages.map(({ id }) => id)).not.toContain(second);
  });

  it('that have deals stay, whoever deletes them: 409', async () => {
    const pipeline = await aPipeline(['open', 'won']);
    const deal = await aDeal({ stageId: stageOf(pipeline, 0) });
    const [, won] = pipeline.stages;
    const rest = won ? [won] : [];
    const attempts = {
      stage: () => pipelines.update(acme, pipeline.row.id, { name: 'Changed', stages: rest }),
      pipeline: () => pipelines.remove(acme, pipeline.row.id),
    };
    expect((await refusalOf(attempts.stage())).code).toBe('stage.in_use');
    expect((await refusalOf(attempts.pipeline())).code).toBe('pipeline.in_use');
    await expect(pipelines.find(acme, pipeline.row.id)).resolves.toEqual(pipeline);
    await deals.update(acme, deal.id, { stageId: stageOf(pipeline, 1) });
    expect((await attempts.stage())?.stages).toHaveLength(1);
    await deals.remove(acme, deal.id);
    await expect(attempts.pipeline()).resolves.toBe(true);
    await expect(database.query('SELECT FROM pipeline_stages')).resolves.toEqual([]);
  });

  it('are another pipeline’s, or of another kind: refused by its place', async () => {
    const [mine, other, theirs] = [await aPipeline(), await aPipeline(), await aPipeline(['open'], globex)];
    const arrange = (id: string, kind: StageKind) =>
      refusalOf(
        pipelines.update(acme, mine.row.id, {
          stages: [
            { name: 'New', kind },
            { id, name: 'X', kind },
          ],
        }),
      );
    const none = { 'stages.1.id': ['names no stage of this pipeline'] };
    for (const { stages: strange } of [other, theirs]) {
      expect((await arrange(strange[0]?.id ?? '', 'open')).errors).toEqual(none);
    }
    expect((await arrange(newId(), 'open')).errors).toEqual(none);
    expect(Object.keys((await arrange(stageOf(mine, 0), 'won')).errors ?? {})).toEqual(['stages.1.kind']);
    await expect(pipelines.find(globex, theirs.row.id)).resolves.toEqual(theirs);
  });

  it('are arranged by one after the other', async () => {
    const { row } = await aPipeline(['open']);
    const many = Array.from({ length: 8 }, (_, n) =>
      pipelines.update(acme, row.id, { stages: stages(...Array<StageKind>(n + 1).fill('open')) }),
    );
    const arranged = await Promise.all(many);
    expect(arranged.map((pipeline) => pipeline?.stages.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const left = await pipelines.find(acme, row.id);
    expect(arranged.map((pipeline) => pipeline?.stages)).toContainEqual(left?.stages);
  });

  it(`may be ${MOST_STAGES}`, async () => {
    const pipeline = await aPipeline(Array<StageKind>(MOST_STAGES).fill('open'));
    expect(pipeline.stages.map(({ name }) => name)).toEqual(
      Array.from({ length: MOST_STAGES }, (_, n) => `Stage ${n}`),
    );
  });
});

describe('a deal', () => {
  it('is open, won or lost by its stage, and closed since then', async () => {
    const pipeline = await aPipeline(['open', 'won', 'won', 'lost']);
    const { id } = await aDeal({ stageId: stageOf(pipeline, 0) });
    const move = async (nth: number) => {
      const deal = await deals.update(acme, id, { stageId: stageOf(pipeline, nth) });
      return { status: deal?.status, at: deal?.closedAt?.getTime() ?? null };
    };
    const won = await move(1);
    expect(won).toEqual({ status: 'won', at: expect.any(Number) as number });
    expect(await move(2)).toEqual(won);
    const lost = await move(3);
    expect(lost.status).toBe('lost');
    expect(lost.at).toBeGreaterThan(won.at ?? Infinity);
    expect(await move(0)).toEqual({ status: 'open', at: null });
    expect(await aDeal({ stageId: stageOf(pipeline, 1) })).toMatchObject({
      status: 'won',
      closedAt: expect.any(Date) as Date,
    });
  });

  it('goes with its stage to another pipeline', async () => {
    const [from, to] = [await aPipeline(), await aPipeline()];
    const { id } = await aDeal({ stageId: stageOf(from, 0) });
    const moved = await deals.update(acme, id, { stageId: stageOf(to, 3) });
    expect(moved).toMatchObject({ pipelineId: to.row.id, stageId: stageOf(to, 3), status: 'lost' });
  });

  it('has an amount and its currency, or neither', async () => {
    const amount = 999_999_999_999_999;
    const { id } = await aDeal({ amount, currency: 'EUR' });
    await expect(deals.find(acme, id)).resolves.toMatchObject({ amount, currency: 'EUR' });
    const half = await Promise.all([
      refusalOf(aDeal({ amount: 1 })),
      refusalOf(aDeal({ currency: 'EUR' })),
      refusalOf(deals.update(acme, id, { currency: null })),
      refusalOf(deals.update(acme, id, { amount: null })),
    ]);
    expect(half.map(({ errors }) => Object.keys(errors ?? {}))).toEqual([
      ['currency'],
      ['amount'],
      ['currency'],
      ['amount'],
    ]);
    await expect(deals.update(acme, id, { amount: 0 })).resolves.toMatchObject({
      amount: 0,
      currency: 'EUR',
    });
    await expect(deals.update(acme, id, { amount: null, currency: null })).resolves.toMatchObject({
      amount: null,
      currency: null,
    });
  });

  it('keeps the day that it is expected to close, wherever the server stands', async () => {
    const { id } = await aDeal({ expectedCloseDate: '2026-03-29' });
    await expect(deals.find(acme, id)).resolves.toMatchObject({ expectedCloseDate: '2026-03-29' });
  });

  it('names a stage and a contact of its own workspace, or is refused', async () => {
    const theirs = await aPipeline(['open'], globex);
    const mine = await aDeal();
    for (const stageId of [stageOf(theirs, 0), newId()]) {
      const errors = { stage_id: ['names no stage of this workspace'] };
      expect((await refusalOf(aDeal({ stageId }))).errors).toEqual(errors);
      expect((await refusalOf(deals.update(acme, mine.id, { stageId }))).errors).toEqual(errors);
    }
    for (const contactId of [await aContact(globex), newId()]) {
      const errors = { contact_id: ['names no contact of this workspace'] };
      expect((await refusalOf(aDeal({ contactId }))).errors).toEqual(errors);
      expect((await refusalOf(deals.update(acme, mine.id, { contactId }))).errors).toEqual(errors);
    }
    await expect(deals.find(acme, mine.id)).resolves.toEqual(mine);
    await expect(deals.find(globex, mine.id)).resolves.toBeNull();
  });

  it('outlives its contact', async () => {
    const contactId = await aContact();
    const { id } = await aDeal({ contactId });
    await database.query('DELETE FROM contacts WHERE id = $1', [contactId]);
    await expect(deals.find(acme, id)).resolves.toMatchObject({ id, workspaceId: acme, contactId: null });
  });

  it('is changed by one after the other: who changes half of an amount finds the other half, or is refused', async () => {
    const { id } = await aDeal({ amount: 1, currency: 'EUR' });
    const changes = [{ amount: 2 }, { amount: null, currency: null }, { amount: 3, currency: 'JPY' }];
    for (let round = 0; round < 4; round++) {
      const changed = [...changes, ...changes].map((change) => deals.update(acme, id, change));
      for (const each of await Promise.allSettled(changed)) {
        if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(Refusal);
      }
    }
  });
});

describe('the list of deals', () => {
  it('is found by stage, pipeline, status, contact and owner, in pages and in order', async () => {
    const [one, other] = [await aPipeline(), await aPipeline()];
    const [contactId, ownerId] = [await aContact(), newId()];
    const made: Record<string, string> = {};
    for (const [title, fields] of Object.entries({
      Charlie: { stageId: stageOf(one, 0), contactId },
      Alpha: { stageId: stageOf(one, 1), ownerId },
      Delta: { stageId: stageOf(other, 0), contactId, ownerId },
      Bravo: { stageId: stageOf(other, 3) },
    })) {
      made[title] = (await aDeal({ title, ...fields })).id;
    }
    await aDeal({}, globex);
    const titles = async (terms: object, sort = 'title') =>
      (await deals.page(acme, { limit: 100, sort, ...terms } as Parameters<DealStore['page']>[1])).rows.map(
        ({ title }) => title,
      );
    expect(await titles({ stage_id: stageOf(one, 0) })).toEqual(['Charlie']);
    expect(await titles({ pipeline_id: one.row.id })).toEqual(['Alpha', 'Charlie']);
    expect(await titles({ status: 'open' })).toEqual(['Charlie', 'Delta']);
    expect(await titles({ contact_id: contactId })).toEqual(['Charlie', 'Delta']);
    expect(await titles({ owner_id: ownerId })).toEqual(['Alpha', 'Delta']);
    expect(await titles({ owner_id: ownerId, contact_id: contactId })).toEqual(['Delta']);
    expect(await titles({}, '-created_at')).toEqual(['Bravo', 'Delta', 'Alpha', 'Charlie']);
    await deals.update(acme, made.Alpha ?? '', { title: 'Alpha' });
    expect((await titles({}, '-updated_at'))[0]).toBe('Alpha');
    const first = await deals.page(acme, { limit: 3, sort: '-title' });
    const rest = await deals.page(acme, { limit: 3, sort: '-title', cursor: first.nextCursor ?? '' });
    expect([...first.rows, ...rest.rows].map(({ title }) => title)).toEqual([
      'Delta',
      'Charlie',
      'Bravo',
      'Alpha',
    ]);
  });
});
