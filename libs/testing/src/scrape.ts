import { http } from './http.js';

/** What Prometheus reads of a process at one moment. */
export class Scrape {
  private constructor(readonly text: string) {}

  static async of({ metricsUrl }: { readonly metricsUrl: string }): Promise<Scrape> {
    const { origin, pathname } = new URL(metricsUrl);
    const { status, headers, text } = await http(origin).request('GET', pathname);
    if (status !== 200) throw new Error(`metrics answered ${status}`);
    if (!headers.get('content-type')?.startsWith('text/plain')) throw new Error('metrics are no plain text');
    return new Scrape(text);
  }

  /** Each with its labels, without its value. */
  get series(): string[] {
    return this.lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
  }

  /** Each name with its own labels, as in `latchkey_bus_depth{kind}`: a histogram once. */
  get families(): string[] {
    const families = this.series.map((series) => {
      const [, name = '', labels = ''] = /^(\w+?)(?:_bucket|_sum|_count)?(?:\{(.*)\})?$/.exec(series) ?? [];
      const own = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => String(label));
      const shown = own.filter((label) => label !== 'service' && label !== 'le');
      return shown.length > 0 ? `${name}{${shown.join(',')}}` : name;
    });
    return [...new Set(families)];
  }

  /** Of the one series that has these labels. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const found = this.lines.filter(
      (line) =>
        (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) &&
        Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)),
    );
    if (found.length !== 1) throw new Error(`There are ${found.length} series of ${name}`);
    return Number(found[0]?.slice(found[0].lastIndexOf(' ')));
  }

  private get lines(): string[] {
    return this.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }
}
