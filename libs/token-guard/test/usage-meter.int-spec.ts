import { Answers, BusClient, BusServer, readPublicSealingKey, SealingKey } from '@latchkey/bus';
import { reportUsage, ReportUsageRequest } from '@latchkey/contracts';
import { BusController } from '@latchkey/platform';
import { testRedisUrl } from '@latchkey/testing';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type INestMicroservice } from '@nestjs/common';
import { type MicroserviceOptions, Payload } from '@nestjs/microservices';
import { randomUUID } from 'node:crypto';
import { generateKeys } from '../../../tools/keys.mjs';
import { UsageMeter } from '../src/usage/usage-meter.js';

const reports: ReportUsageRequest[] = [];
/** How many reports from now on are heard, and get no answer. */
let unanswered = 0;

@BusController()
class UsageController {
  @Answers(reportUsage)
  async report(@Payload() report: ReportUsageRequest): Promise<Record<string, never>> {
    reports.push(report);
    if (unanswered-- > 0) await new Promise((resolve) => setTimeout(resolve, 1_000));
    return {};
  }
}

@Module({ controllers: [UsageController] })
class AuthModule {}

let auth: INestMicroservice;
let bus: BusClient;
let meter: UsageMeter;

beforeAll(async () => {
  const redisUrl = testRedisUrl();
  const keys = generateKeys();
  const sealingKey = SealingKey.fromPkcs8(keys.SEALING_KEY);
  const service = `auth-${randomUUID()}`;
  auth = await NestFactory.createMicroservice<MicroserviceOptions>(AuthModule, {
    strategy: new BusServer({ redisUrl, service, sealingKey }),
    logger: false,
  });
  await auth.listen();
  bus = new BusClient({ redisUrl, service, sealingKey: readPublicSealingKey(keys.SEALING_PUBLIC_KEY) });
  await bus.connect();
  Logger.overrideLogger(false);
});
afterAll(async () => {
  bus.close();
  await auth.close();
});
beforeEach(() => {
  reports.length = 0;
  unanswered = 0;
  meter = new UsageMeter(bus);
});

const ids = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
const requestsIn = (of: readonly ReportUsageRequest[]): number =>
  of.flatMap(({ uses }) => uses).reduce((sum, { requests }) => sum + requests, 0);

const used = (id: string, secret_id?: string) => ({
  id,
  superseded:
    secret_id === undefined ? null : { secret_id, until: '2026-12-01T00:00:00.000Z', ends_in_ms: 1_000 },
});

describe('the use of tokens', () => {
  it('is told in one report, however often they were used', async () => {
    const [one = '', other = ''] = ids(2);
    for (let n = 0; n < 1_000; n++) meter.count(used(one));
    meter.count(used(other));
    await meter.tell();
    expect(reports).toHaveLength(1);
    expect(reports[0]?.uses).toMatchObject([
      { token_id: one, requests: 1_000 },
      { token_id: other, requests: 1 },
    ]);
    expect(reports[0]?.uses[0]?.last_ms_ago).toBeLessThan(5_000);
  });

  it('by a secret that was superseded is told apart from that by the new one', async () => {
    const [one = '', secret = ''] = ids(2);
    meter.count(used(one));
    meter.count(used(one, secret));
    meter.count(used(one, secret));
    await meter.tell();
    expect(reports[0]?.uses).toMatchObject([
      { token_id: one, secret_id: null, requests: 1 },
      { token_id: one, secret_id: secret, requests: 2 },
    ]);
  });

  it('is told in several reports where tokens are many, and not at all where there is none', async () => {
    for (const id of ids(1_201)) meter.count(used(id));
    await meter.tell();
    expect(reports.map(({ uses }) => uses.length)).toEqual([500, 500, 201]);
    await meter.tell();
    expect(reports).toHaveLength(3);
  });

  it('is told again as the same report when nobody answered, and what came since in another', async () => {
    const [one = ''] = ids(1);
    unanswered = 1;
    meter.count(used(one));
    await meter.tell();
    meter.count(used(one));
    meter.count(used(one));
    await meter.tell();
    await meter.tell();
    const [first, again, since] = reports;
    expect(again?.report_id).toBe(first?.report_id);
    expect(since?.report_id).not.toBe(first?.report_id);
    expect([first, again, since].map((report) => report?.uses[0]?.requests)).toEqual([1, 1, 2]);
  });

  it('loses none that come while a report is on its way', async () => {
    const tokens = ids(10);
    const telling: Promise<void>[] = [];
    for (let n = 0; n < 2_000; n++) {
      meter.count(used(tokens[n % 10] ?? ''));
      if (n % 100 === 0) telling.push(meter.tell());
      if (n % 50 === 0) await new Promise(setImmediate);
    }
    await Promise.all(telling);
    await meter.stop();
    expect(requestsIn(reports)).toBe(2_000);
  });
});
