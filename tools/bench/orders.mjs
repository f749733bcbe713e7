/** @typedef {{ count: number, elapsedMs: number, p50: number, p99: number }} Load */

/**
 * What a process of the benchmark can do, by the name of the order.
 * @typedef {Record<string, (order: never) => unknown>} Skills
 */

/**
 * What this process was started for.
 * @template SetUp
 * @returns {SetUp}
 */
export function readSetUp() {
  /** @type {unknown} */
  const setUp = JSON.parse(process.argv[2] ?? '');
  return /** @type {SetUp} */ (setUp);
}

/**
 * Answers the benchmark's orders, one after another, until it says or shows that it needs no more. Every process
 * tells how much processor time it has used, in microseconds.
 * @param {Skills} skills
 * @param {{ before?: () => Promise<unknown> }} [end] What is done before it ends.
 */
export function obey(skills, { before = () => Promise.resolve() } = {}) {
  const all = { cpu, ...skills };
  // An exit of our own, because a profile is written then.
  for (const event of ['SIGTERM', 'disconnect']) {
    process.once(event, () => {
      void before().finally(() => process.exit());
    });
  }
  process.on('message', (/** @type {{ do: string }} */ order) => {
    // An order that fails is the end of its process, which the benchmark sees.
    void answerTo(order, all).then((result) => process.send?.(result ?? null));
  });
  process.send?.('ready');
}

/**
 * @param {{ do: string }} order
 * @param {Skills} skills
 */
async function answerTo(order, skills) {
  const skill = skills[order.do];
  if (!skill) throw new Error(`Nobody here can do ${order.do}.`);
  const result = await skill(/** @type {never} */ (order));
  return result;
}

function cpu() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
