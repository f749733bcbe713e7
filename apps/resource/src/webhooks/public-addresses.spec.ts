import { NotCalled, PublicAddresses } from './public-addresses.js';

const resolving = (...addresses: string[]): PublicAddresses =>
  new PublicAddresses({ allowsLoopback: false, resolve: () => Promise.resolve(addresses) });
const addresses = resolving('93.184.215.14');

/** As a URL's host may be written, of what only this machine, its network or its cloud can reach. */
const PRIVATE = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '127.0.0.1.'],
  ...[
    '0',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '100.127.255.254',
  ],
  ...['169.254.169.254', '0xa9fea9fe', '2852039166', '169.254.0.1', '168.63.129.16', '100.100.100.200'],
  ...['192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '192.88.99.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...[
    '[::1]',
    '[::]',
    '[::127.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:a9fe:a9fe]',
  ],
  ...['[::ffff:8.8.8.8]', '[::ffff:0:127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::1]', '[2002:7f00:1::1]'],
  ...['[2001:0:53aa:64c::1]', '[fe80::1]', '[fec0::1]', '[fc00::1]', '[fd00:ec2::254]', '[ff02::1]'],
  ...['[100::1]', '[2001:db8::1]', '[3fff::1]', '[2001:10::1]', '[2001:2::1]', '[5f00::1]', '[4000::1]'],
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'api.localhost',
    'ｌｏｃａｌｈｏｓｔ',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
  ],
  ...['redis', 'metadata', 'kubernetes.default.svc.localhost'],
];

describe('a webhook’s URL', () => {
  it.each(PRIVATE)('is refused when it names %s', async (host) => {
    expect(addresses.flawOf(`https://${host}/`)).toBe('must name a host of the public internet');
    await expect(addresses.of(new URL(`https://${host}/`))).rejects.toEqual(
      new NotCalled('address_not_public'),
    );
  });

  it.each([
    ['http://example.com/', 'must begin with https://'],
    ['ftp://example.com/', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['gopher://example.com/', 'must begin with https://'],
    ['https://user:password@example.com/', 'must hold no user and no password'],
    ['https://example.com@10.0.0.1/', 'must hold no user and no password'],
    ['https://example.com/#here', 'must have no fragment'],
    ['https://example.com:22/', 'must have the port 443, or one from 1024 on'],
    ['https://example.com:80/', 'must have the port 443, or one from 1024 on'],
    [`https://example.com/${'x'.repeat(2_000)}`, 'must have at most 2000 characters'],
    ['example.com', 'must be a URL such as https://example.com/hooks'],
    ['https://', 'must be a URL such as https://example.com/hooks'],
    ['https://[::1', 'must be a URL such as https://example.com/hooks'],
  ])('%s is refused: %s', (url, flaw) => {
    expect(addresses.flawOf(url)).toBe(flaw);
  });

  it.each([
    ['https://example.com/hooks?of=acme', '93.184.215.14'],
    ['https://bücher.example:8443/', '93.184.215.14'],
    ['https://8.8.8.8/', '8.8.8.8'],
    ['https://[2606:4700::1111]/', '2606:4700::1111'],
  ])('%s may be called', async (url, address) => {
    expect(addresses.flawOf(url)).toBeNull();
    await expect(addresses.of(new URL(url))).resolves.toEqual([address]);
  });
});

describe('a name', () => {
  const hook = new URL('https://example.com/');

  it.each([
    ['10.0.0.1'],
    ['93.184.215.14', '127.0.0.1'],
    ['2606:4700::1111', '::ffff:10.0.0.1'],
    ['nonsense'],
  ])('that means %s is not called: one address that is not public is enough', async (...found) => {
    await expect(resolving(...found).of(hook)).rejects.toEqual(new NotCalled('address_not_public'));
  });

  it('that means nothing is not called', async () => {
    await expect(resolving().of(hook)).rejects.toEqual(new NotCalled('name_not_found'));
  });
});

describe('where loopback is allowed', () => {
  const local = new PublicAddresses({ allowsLoopback: true, resolve: () => Promise.resolve(['127.0.0.1']) });

  it.each([
    ['http://127.0.0.1:8080/', '127.0.0.1'],
    ['http://localhost:8080/', '127.0.0.1'],
    ['https://[::1]:8443/', '::1'],
  ])('%s is called', async (url, address) => {
    expect(local.flawOf(url)).toBeNull();
    await expect(local.of(new URL(url))).resolves.toEqual([address]);
  });

  it.each(['http://10.0.0.1/', 'https://10.0.0.1/', 'http://169.254.169.254/', 'http://example.com/'])(
    '%s is not',
    (url) => {
      expect(local.flawOf(url)).not.toBeNull();
    },
  );

  it('a name that means it is not', async () => {
    await expect(local.of(new URL('https://example.com/'))).rejects.toEqual(
      new NotCalled('address_not_public'),
    );
  });
});
