import ipaddr from 'ipaddr.js';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type Failure } from './outcome.js';

/** What the internet routes of IPv6; the rest is translation, tunnels, and networks of one's own. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');
const GLOBAL_UNICAST_BITS = 3;
/** Looks public, and is the machine's own cloud: Azure's agent of the host. */
const HOSTS_OWN = new Set(['168.63.129.16']);
const HTTPS_PORT = 443;
const FIRST_UNPRIVILEGED_PORT = 1_024;
const LONGEST_URL = 2_000;
/** Of one server, each time; the attempt has a deadline of its own. */
const DNS = { timeout: 2_000, tries: 2 };

/** Why a webhook was not called. */
export class NotCalled extends Error {
  constructor(readonly failure: Failure) {
    super(failure);
  }
}

/** The addresses of a name. Rejects when it has none. */
export type Resolve = (hostname: string) => Promise<string[]>;

export interface PublicAddressesOptions {
  /** For development and tests: loopback may be called, also over http. Nothing else private ever may. */
  readonly allowsLoopback: boolean;
  readonly resolve?: Resolve;
}

/**
 * What webhooks may call: the public internet, and nothing that only this network reaches. Names are judged by the
 * addresses that are connected to, at every attempt: what a name meant when the webhook was made proves nothing.
 */
export class PublicAddresses {
  private readonly allowsLoopback: boolean;
  private readonly resolve: Resolve;

  constructor({ allowsLoopback, resolve = resolveByDns }: PublicAddressesOptions) {
    this.allowsLoopback = allowsLoopback;
    this.resolve = resolve;
  }

  /** What is wrong with a URL, without looking anything up; null when it may be tried. */
  flawOf(text: string): string | null {
    if (text.length > LONGEST_URL) return `must have at most ${LONGEST_URL} characters`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url) return 'must be a URL such as https://example.com/hooks';
    if (url.username || url.password) return 'must hold no user and no password';
    if (url.hash) return 'must have no fragment';
    const host = hostOf(url);
    const isLoopback = this.allowsLoopback && isLoopbackHost(host);
    if (url.protocol !== 'https:' && !(isLoopback && url.protocol === 'http:'))
      return 'must begin with https://';
    if (isLoopback) return null;
    if (isIP(host) ? !isPublic(host) : !host.includes('.') || host.endsWith('.localhost')) {
      return 'must name a host of the public internet';
    }
    const port = Number(url.port || HTTPS_PORT);
    return port === HTTPS_PORT || port >= FIRST_UNPRIVILEGED_PORT
      ? null
      : `must have the port ${HTTPS_PORT}, or one from ${FIRST_UNPRIVILEGED_PORT} on`;
  }

  /**
   * The addresses to connect to now, and no others: whoever looked the name up again might get another answer.
   * @throws NotCalled One that is not public, of several, is enough.
   */
  async of(url: URL): Promise<string[]> {
    if (this.flawOf(url.href)) throw new NotCalled('address_not_public');
    const host = hostOf(url);
    if (isLoopbackHost(host)) return [isIP(host) ? host : '127.0.0.1'];
    const addresses = isIP(host) ? [host] : await this.resolve(host);
    if (addresses.length === 0) throw new NotCalled('name_not_found');
    if (!addresses.every(isPublic)) throw new NotCalled('address_not_public');
    return addresses;
  }
}

/** Where anybody on the internet could be reached, IPv4 that is written as IPv6 not included. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || HOSTS_OWN.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST, GLOBAL_UNICAST_BITS);
}

/** `URL` has made one spelling of many by now: 127.0.0.1 of 2130706433, 0x7f.1 and 0177.0.0.1. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || (isIP(host) !== 0 && ipaddr.parse(host).range() === 'loopback');

/**
 * Not by the operating system: its look-ups share four threads, which names that answer slowly would take from all else,
 * and it knows names of this network from its own files.
 */
async function resolveByDns(hostname: string): Promise<string[]> {
  const resolver = new Resolver(DNS);
  const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}
