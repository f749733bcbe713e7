import { eventually, type Latchkey, startLatchkey } from '@latchkey/testing';
import { createHash } from 'node:crypto';
import { apiOf, OperatorDesk } from './acting.js';
import { Collector, type Span } from './collector.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

describe('the trace of a request', () => {
  let collector: Collector;
  let latchkey: Latchkey;
  let desk: OperatorDesk;
  beforeAll(async () => {
    collector = await Collector.start();
    latchkey = await startLatchkey({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100', LEASE_SECONDS: '1' },
    });
    desk = await OperatorDesk.open(apiOf(latchkey), latchkey.operator);
  });
  afterAll(async () => {
    await latchkey.stop();
    collector.close();
  });

  const spansOf = (traceId: string): Span[] => collector.spans.filter((span) => span.traceId === traceId);
  const parentOf = ({ parentSpanId, traceId }: Span): Span | undefined =>
    spansOf(traceId).find(({ spanId }) => spanId === parentSpanId);
  const ask = async (key: string, headers: Record<string, string>): Promise<number> =>
    (await apiOf(latchkey).request('GET', '/api/v1/acme/contacts', { token: key, headers })).status;

  it('goes from HTTP through the guard, the bus and auth to SQL, each part within the one before it', async () => {
    const { key } = await desk.create({ name: 'Cold' });
    expect(await ask(key, { traceparent: `00-${TRACE}-${CALLER}-01` })).toBe(200);
    const select = await eventually(() =>
      spansOf(TRACE).find(
        ({ service, attributes }) =>
          service === 'latchkey-auth' && String(attributes['db.query.text']).includes('across.token_by_mac'),
      ),
    );
    await eventually(() => spansOf(TRACE).some(({ parentSpanId }) => parentSpanId === CALLER));
    const way: Span[] = [];
    for (let span: Span | undefined = select; span; span = parentOf(span)) way.unshift(span);
    expect(way.map(({ service, name }) => `${service}: ${name}`)).toEqual([
      'latchkey-resource: GET /api/v1/:workspace/contacts',
      'latchkey-resource: guard',
      'latchkey-resource: auth.tokens.verify.v1',
      'latchkey-auth: auth.tokens.verify.v1',
      'latchkey-auth: SELECT',
    ]);
    expect(way[0]?.parentSpanId).toBe(CALLER);
    expect(way[0]?.attributes).toMatchObject({ 'http.response.status_code': 200 });
    expect(way[1]?.attributes).toEqual({ 'latchkey.outcome': 'granted', 'latchkey.cache': 'miss' });
    const list = spansOf(TRACE).find(
      ({ service, name }) => service === 'latchkey-resource' && name === 'SELECT',
    );
    expect(list && parentOf(list)).toBe(way[0]);
  });

  it('says no token, no digest, no id of a workspace and no value of a statement', async () => {
    const { id, key } = await desk.create({ name: 'Not to be seen' });
    expect(await ask(key, {})).toBe(200);
    await desk.setActive(id, false);
    await eventually(() =>
      collector.spans.some(({ attributes }) => String(attributes['db.query.text']).includes('change_log')),
    );
    const said = JSON.stringify(collector.spans);
    const digest = createHash('sha256').update(key).digest('hex');
    const hidden = { key, digest, id, workspace: latchkey.workspace.id, name: 'Not to be seen' };
    // By name, for what is said is long.
    expect(Object.entries(hidden).flatMap(([name, value]) => (said.includes(value) ? name : []))).toEqual([]);
  });

  it('is not recorded when its caller does not want it', async () => {
    const { key } = await desk.create({ name: 'Unsampled' });
    const unwanted = TRACE.replace('4', '5');
    expect(await ask(key, { traceparent: `00-${unwanted}-${CALLER}-00` })).toBe(200);
    const wanted = TRACE.replace('4', '6');
    expect(await ask(key, { traceparent: `00-${wanted}-${CALLER}-01` })).toBe(200);
    await eventually(() => spansOf(wanted).some(({ parentSpanId }) => parentSpanId === CALLER));
    expect(spansOf(unwanted)).toEqual([]);
  });
});
