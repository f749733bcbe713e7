import { type Answer, type OpenApi, type Operation, type Ref } from './openapi.js';

/** Where a part stands, and what it would be called among the components. */
interface Place {
  readonly name: string;
  readonly part: unknown;
  readonly put: (ref: Ref) => void;
}

/** What stands in several places stands among the components instead, once: the two paths of an endpoint say the same. */
export function shareParts(document: OpenApi): void {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  share(document, 'headers', operations.flatMap(headersOf));
  share(document, 'responses', operations.flatMap(answersOf));
  share(document, 'parameters', operations.flatMap(parametersOf));
  share(document, 'requestBodies', operations.flatMap(bodyOf));
}

function share(
  { components }: OpenApi,
  kind: 'headers' | 'responses' | 'parameters' | 'requestBodies',
  places: readonly Place[],
): void {
  const equal = new Map<string, Place[]>();
  for (const place of places) {
    const text = JSON.stringify(place.part);
    equal.set(text, [...(equal.get(text) ?? []), place]);
  }
  const shared: Record<string, unknown> = {};
  for (const [first, ...others] of equal.values()) {
    if (!first || others.length === 0) continue;
    const name = freeName(first.name, shared);
    shared[name] = first.part;
    for (const { put } of [first, ...others]) put({ $ref: `#/components/${kind}/${name}` });
  }
  Object.assign(components, { [kind]: shared });
}

function freeName(name: string, taken: object): string {
  let free = name;
  for (let number = 2; free in taken; number++) free = `${name}_${number}`;
  return free;
}

const answersIn = (operation: Operation): [status: string, answer: Answer][] =>
  Object.entries(operation.responses).filter((entry): entry is [string, Answer] => !('$ref' in entry[1]));

const headersOf = (operation: Operation): Place[] =>
  answersIn(operation).flatMap(([, answer]) => {
    const headers = { ...answer.headers };
    answer.headers = headers;
    return Object.entries(headers).map(([name, part]) => ({
      name,
      part,
      put: (ref) => (headers[name] = ref),
    }));
  });

const answersOf = (operation: Operation): Place[] =>
  answersIn(operation).map(([status, part]) => ({
    name: Number(status) < 400 ? `${nameOf(operation)}_${status}` : `Refused_${status}`,
    part,
    put: (ref) => (operation.responses[status] = ref),
  }));

const parametersOf = ({ parameters = [] }: Operation): Place[] =>
  parameters.map((part, index) => ({
    name: 'name' in part ? part.name : '',
    part,
    put: (ref) => (parameters[index] = ref),
  }));

const bodyOf = (operation: Operation): Place[] =>
  operation.requestBody
    ? [{ name: nameOf(operation), part: operation.requestBody, put: (ref) => (operation.requestBody = ref) }]
    : [];

const nameOf = ({ operationId }: Operation): string => operationId.replace(/_in_workspace$/, '');
