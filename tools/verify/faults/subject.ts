import { type Answer, type Api, type Ask } from './api.js';
import { type Node } from './cluster.js';
import { History, type Probe, type Worth } from './history.js';

const ASKS: Readonly<Record<Probe, Ask>> = {
  // The guard comes before the pipes: whoever may read is told that this is no limit, without any SQL.
  read: { method: 'GET', path: '/api/contacts?limit=0' },
  write: { method: 'POST', path: '/api/contacts', body: {} },
  self: { method: 'GET', path: '/api/token/self' },
};

/** What a token with these abilities is worth. */
export const worthOf = (abilities: readonly string[]): Worth => ({
  read: abilities.includes('contacts.read') ? 'allowed' : 'forbidden',
  write: abilities.includes('contacts.create') ? 'allowed' : 'forbidden',
  self: described(abilities),
});
export const WORTHLESS: Worth = { read: 'refused', write: 'refused', self: 'refused' };
/** An operator with every permission. */
export const SESSION: Worth = { read: 'allowed', write: 'allowed', self: described(null) };

function described(abilities: readonly string[] | null): string {
  return abilities === null ? 'valid' : `valid for ${[...abilities].sort().join(' ')}`;
}

/** A credential that is asked with, and what became of it. */
export class Subject {
  readonly history: History;

  constructor(
    readonly credential: string,
    readonly kind: 'token' | 'session',
    worth: Worth,
  ) {
    this.history = new History(worth);
  }

  ask(api: Api, node: Node, probe: Probe): Promise<Answer | null> {
    return api.ask(node, { ...ASKS[probe], token: this.credential });
  }
}

/** What an answer says of a credential; null when it says nothing: 5xx, 429, no answer. */
export function outcomeOf(probe: Probe, { status, text }: Answer): string | null {
  if (status === 401) return 'refused';
  if (status === 403) return 'forbidden';
  if (probe !== 'self') return status === 200 || status === 422 ? 'allowed' : null;
  if (status !== 200) return null;
  const { data } = JSON.parse(text) as { readonly data: { readonly abilities: readonly string[] | null } };
  return described(data.abilities);
}
