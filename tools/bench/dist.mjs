import 'reflect-metadata';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = path.resolve(import.meta.dirname, '../../dist');

/**
 * Code as it is deployed. Only the processes of the benchmark import it, which start when it has been built.
 * @template Module
 * @param {string} file Below dist.
 * @returns {Promise<Module>}
 */
export async function compiled(file) {
  /** @type {unknown} */
  const module = await import(pathToFileURL(path.join(dist, file)).href);
  return /** @type {Module} */ (module);
}
