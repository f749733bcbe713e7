import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import net from 'node:net';

/**
 * Certificates of an authority of the test's own (RFC 5280, in DER by hand: Node reads certificates and makes none).
 *
 * @typedef {object} Certificate
 * @property {string} cert PEM.
 * @property {string} key PEM, PKCS #8.
 *
 * @typedef {object} Authority
 * @property {string} cert PEM: what a client trusts.
 * @property {(names: readonly string[], terms?: { daysLeft?: number }) => Certificate} issue For host names and
 *   IPv4 addresses; ended already when fewer than no days are left.
 */

const DAY_MS = 24 * 60 * 60 * 1_000;
const OID = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  basicConstraints: '551d13',
  subjectAltName: '551d11',
};

/** @param {number} tag @param {...Buffer} content */
function der(tag, ...content) {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
/** @param {...Buffer} content */
const sequence = (...content) => der(0x30, ...content);
/** @param {string} hex */
const oid = (hex) => der(0x06, Buffer.from(hex, 'hex'));
const TRUE = der(0x01, Buffer.from([255]));
/** @param {Buffer} bytes */
const bits = (bytes) => der(0x03, Buffer.from([0]), bytes);
/** @param {Date} date */
const time = (date) =>
  der(
    0x17,
    Buffer.from(
      date
        .toISOString()
        .replaceAll(/[-:T]|\.\d+/g, '')
        .slice(2),
    ),
  );
/** @param {string} commonName */
const name = (commonName) =>
  sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from(commonName)))));
/** @param {string} id @param {Buffer} value */
const extension = (id, value) => sequence(oid(id), der(0x04, value));
const algorithm = sequence(oid(OID.ecdsaWithSha256));

/** @param {string} host */
const altName = (host) =>
  net.isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));

/** @param {string} label @param {Buffer} bytes */
const pem = (label, bytes) =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n').trim()}\n-----END ${label}-----\n`;

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/**
 * @param {object} terms
 * @param {string} terms.issuer
 * @param {string} terms.subject
 * @param {import('node:crypto').KeyObject} terms.publicKey
 * @param {import('node:crypto').KeyObject} terms.signedBy
 * @param {number} terms.daysLeft
 * @param {Buffer} terms.extension
 */
function certificate({ issuer, subject, publicKey, signedBy, daysLeft, extension: only }) {
  const until = Date.now() + daysLeft * DAY_MS;
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name(issuer),
    sequence(time(new Date(until - 30 * DAY_MS)), time(new Date(until))),
    name(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(only)),
  );
  return pem('CERTIFICATE', sequence(content, algorithm, bits(sign('sha256', content, signedBy))));
}

/** @returns {Authority} */
export function newAuthority() {
  const { publicKey, privateKey: signedBy } = newKey();
  const issuer = `Test authority ${randomBytes(4).toString('hex')}`;
  const isAuthority = extension(OID.basicConstraints, sequence(TRUE));
  const cert = certificate({
    ...{ issuer, subject: issuer, publicKey, signedBy, daysLeft: 20, extension: isAuthority },
  });
  return {
    cert,
    issue(names, { daysLeft = 10 } = {}) {
      const own = newKey();
      const hosts = extension(OID.subjectAltName, sequence(...names.map(altName)));
      const subject = names[0] ?? 'nobody';
      return {
        cert: certificate({
          issuer,
          subject,
          publicKey: own.publicKey,
          signedBy,
          daysLeft,
          extension: hosts,
        }),
        key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}
