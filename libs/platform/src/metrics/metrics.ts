import { type Family, type Measured, type Sample } from '@latchkey/metrics';
import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';

/** Whoever asks for the metrics waits no longer for one of them: a store that is away must not hide the others. */
const FAMILY_MS = 1_000;

/** What a process measures, as Prometheus reads it. */
export class Metrics {
  private readonly registry = new Registry();

  /** @param service Of every series of the process, beside what it says itself: `auth`, `resource`. */
  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    // Memory, processor time, file descriptors, garbage collection, and how long the event loop was held up.
    collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  add({ families }: Measured): void {
    for (const family of families) this.registry.registerMetric(readBy(family));
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}

/**
 * prom-client's registry asks a metric for its values by `get`; its own counters and histograms look up their labels each
 * time that something is counted, which takes longer than some of our decisions.
 */
const readBy = (family: Family): Metric => {
  const { name, help, type } = family;
  const inItsWords = ({ suffix = '', labels, value }: Sample): object => ({
    metricName: name + suffix,
    labels,
    value,
  });
  const get = async (): Promise<object> => ({
    name,
    help,
    type,
    values: (await samplesOf(family)).map(inItsWords),
  });
  return { name, get } as unknown as Metric;
};

/** None while nobody can tell. */
async function samplesOf(family: Family): Promise<readonly Sample[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<readonly Sample[]>((resolve) => {
    timer = setTimeout(resolve, FAMILY_MS, []);
  });
  try {
    return await Promise.race([family.samples(), tooLate]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
