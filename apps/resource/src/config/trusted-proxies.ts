import proxyAddress from '@fastify/proxy-addr';
import { isIP } from 'node:net';

const NAMED = new Set(['loopback', 'linklocal', 'uniquelocal']);

/**
 * Networks, not a number of hops: of a number nobody can tell whether the peer is a proxy at all, and whoever reaches
 * this service directly would choose its address.
 * @throws on what is neither an address nor a network
 */
export function readTrustedProxies(text: string): string[] {
  const proxies = text
    .split(',')
    .map((proxy) => proxy.trim())
    .filter((proxy) => proxy !== '');
  // The library below takes a bare 1 for the address 0.0.0.1.
  const isAddress = (proxy: string): boolean => NAMED.has(proxy) || isIP(proxy.replace(/\/\d+$/, '')) !== 0;
  if (!proxies.every(isAddress)) throw new Error('Not an address or a network');
  proxyAddress.compile(proxies);
  return proxies;
}
