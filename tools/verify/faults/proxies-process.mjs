/** A process of its own for all wires: what they carry must not wait for whoever makes the load, or the other way. */
import { TcpProxy } from './tcp-proxy.mjs';

/**
 * @typedef {{ id: number } & (
 *   | { do: 'open', storePort: number }
 *   | { do: 'become', port: number, condition: Partial<import('./tcp-proxy.mjs').Condition> }
 *   | { do: 'reset', port: number }
 * )} Order
 */

/** @typedef {{ id: number, port: number }} Done */

/** @type {Map<number, TcpProxy>} By the port on which it listens. */
const proxies = new Map();

/** @param {number} port */
function proxyOn(port) {
  const proxy = proxies.get(port);
  if (!proxy) throw new Error(`There is no proxy on port ${port}.`);
  return proxy;
}

/**
 * @param {Order} order
 * @returns {Promise<number>} The proxy's port.
 */
async function obey(order) {
  if (order.do === 'open') {
    const proxy = new TcpProxy(order.storePort);
    const port = await proxy.listen();
    proxies.set(port, proxy);
    return port;
  }
  if (order.do === 'become') proxyOn(order.port).become(order.condition);
  else proxyOn(order.port).reset();
  return order.port;
}

process.on('message', (/** @type {Order} */ order) => {
  void obey(order).then((port) => process.send?.({ id: order.id, port }));
});
process.once('disconnect', () => process.exit(0));
