import { pathToFileURL } from 'node:url';

/**
 * Runs the work when the file is started as a program, and does nothing when it is imported. Whoever typed the
 * command gets one sentence when it fails; LATCHKEY_DEBUG=1 shows the stack too.
 * @param {string} moduleUrl The file's `import.meta.url`.
 * @param {() => Promise<void> | void} work
 */
export function runAsCommand(moduleUrl, work) {
  if (moduleUrl !== pathToFileURL(process.argv[1] ?? '').href) return;
  Promise.resolve()
    .then(work)
    .catch((/** @type {unknown} */ error) => {
      console.error(`\n${sentenceOf(error)}`);
      process.exitCode = 1;
    });
}

/** @param {unknown} error */
export const sentenceOf = (error) => {
  if (!(error instanceof Error)) return String(error);
  return process.env.LATCHKEY_DEBUG ? String(error.stack) : error.message;
};
