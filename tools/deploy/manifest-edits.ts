import { type KubernetesObject } from './manifests.js';
import { nameOf } from './secret-policies.js';

export type Branch = Record<string, unknown>;

/**
 * @param object `Deployment auth`, as `nameOf` says it.
 * @param place From there on, with dots between. What is undefined is taken away.
 */
export const put =
  (object: string, place: string, value: unknown) =>
  (objects: KubernetesObject[]): void => {
    const found = objects.find((candidate) => nameOf(candidate) === object);
    if (!found) throw new Error(`There is no ${object}`);
    const keys = place.split('.');
    const last = String(keys.pop());
    const branch = keys.reduce(
      (inside, key) => {
        const next = inside[key];
        if (typeof next !== 'object' || next === null) throw new Error(`${object} has no ${key} in ${place}`);
        return next as Branch;
      },
      found as unknown as Branch,
    );
    if (value === undefined) Reflect.deleteProperty(branch, last);
    else branch[last] = value;
  };

export const without =
  (object: string) =>
  (objects: KubernetesObject[]): void => {
    const at = objects.findIndex((candidate) => nameOf(candidate) === object);
    if (at < 0) throw new Error(`There is no ${object}`);
    objects.splice(at, 1);
  };

export const added =
  (object: Branch) =>
  (objects: KubernetesObject[]): void => {
    objects.push(object as unknown as KubernetesObject);
  };
