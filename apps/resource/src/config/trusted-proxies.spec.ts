import { readTrustedProxies } from './trusted-proxies.js';

describe('TRUST_PROXY', () => {
  it.each([
    ['', []],
    ['10.0.0.0/8', ['10.0.0.0/8']],
    [' 10.0.0.0/8 , 192.0.2.7,2001:db8::/32,', ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32']],
    ['loopback', ['loopback']],
  ])('"%s" names the proxies %j', (text, proxies) => {
    expect(readTrustedProxies(text)).toEqual(proxies);
  });

  it.each(['1', 'true', '10.0.0.0/33', '10.0.0', 'proxy.internal', '10.0.0.1;10.0.0.2'])(
    '"%s" is refused',
    (text) => {
      expect(() => readTrustedProxies(text)).toThrow();
    },
  );
});
