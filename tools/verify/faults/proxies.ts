import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ended, spawnTied } from '../../processes/tied-process.mjs';
import { type Done, type Order } from './proxies-process.mjs';
import { type Condition } from './tcp-proxy.mjs';

const PROGRAM = path.join(import.meta.dirname, 'proxies-process.mjs');

/** The wire between one process and one store. */
export interface Link {
  readonly port: number;
  /** What the condition does not name is good; `{}` heals. */
  become(condition: Partial<Condition>): Promise<void>;
  /** Ends every connection (RST); what was on its way is lost. */
  reset(): Promise<void>;
}

type WithoutId<Each> = Each extends unknown ? Omit<Each, 'id'> : never;

/** All wires of a cluster, in a process that ends with us. */
export class Proxies {
  private lastId = 0;
  private readonly waiting = new Map<number, (port: number) => void>();

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ id, port }: Done) => {
      this.waiting.get(id)?.(port);
      this.waiting.delete(id);
    });
  }

  static async start(): Promise<Proxies> {
    const child = spawnTied(process.execPath, [PROGRAM], {
      deathSignal: 'SIGKILL',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(child, 'spawn');
    return new Proxies(child);
  }

  async link(storePort: number): Promise<Link> {
    const port = await this.order({ do: 'open', storePort });
    return {
      port,
      become: async (condition) => {
        await this.order({ do: 'become', port, condition });
      },
      reset: async () => {
        await this.order({ do: 'reset', port });
      },
    };
  }

  async close(): Promise<void> {
    this.child.disconnect();
    await ended(this.child);
  }

  private order(order: WithoutId<Order>): Promise<number> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ ...order, id });
    });
  }
}
