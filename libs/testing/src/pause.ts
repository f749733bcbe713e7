import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface Pause {
  resume(): void;
}

/**
 * Stops a process and its children in their tracks (SIGSTOP): connections stay open and nobody answers.
 * Should the test run die meanwhile, a watchdog kills them, for a stopped process obeys nothing else.
 */
export async function pauseProcess(pid: number): Promise<Pause> {
  process.kill(pid, 'SIGSTOP');
  const pids = [pid, ...(await childrenOf(pid))];
  for (const each of pids) signal(each, 'SIGSTOP');
  const watchdog = killWhenWeDie(pids);
  return {
    resume: () => {
      watchdog.kill('SIGKILL');
      for (const each of pids) signal(each, 'SIGCONT');
    },
  };
}

/** Its standard input is a pipe from us, which ends when we do. */
function killWhenWeDie(pids: readonly number[]): ChildProcess {
  const watchdog = spawn('sh', ['-c', 'read -r _; kill -KILL "$@"', 'sh', ...pids.map(String)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  return watchdog;
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    pids.map(async (pid) => ({ pid, stat: await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') })),
  );
  // "pid (name) state ppid …", where the name may hold anything.
  const isChild = (stat: string): boolean => Number(/\) \S (\d+) /.exec(stat)?.[1]) === parent;
  return stats.filter(({ stat }) => isChild(stat)).map(({ pid }) => Number(pid));
}

/** A child may have ended by itself meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
