import { isIP } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Whom an address stands for: itself, or the /64 that it is in, for whoever has one IPv6 address has 2^64 of them.
 * @param address As the socket or a trusted proxy has it.
 */
export function clientNetwork(address: string): string {
  const plain = MAPPED_IPV4.exec(address)?.[1] ?? address;
  if (isIP(plain) !== 6) return plain;
  const [before = '', after] = (plain.split('%')[0] ?? plain).toLowerCase().split('::');
  const groups = before === '' ? [] : before.split(':');
  // Where it was shortened there are zeros.
  if (after !== undefined) while (groups.length < 4) groups.push('0');
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
