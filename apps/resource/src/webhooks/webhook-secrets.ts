import { type NumberedKeys, readNumberedKeys } from '@latchkey/platform';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';
const [VERSION_BYTES, NONCE_BYTES, TAG_BYTES] = [4, 12, 16];

/** Whose secret it is: sealed for one webhook, it opens for no other. */
export interface SecretOwner {
  readonly workspaceId: string;
  readonly id: string;
}

/** As its owner is shown it, once, and as receivers' libraries take it. */
export const shownSecret = (secret: Buffer): string => PREFIX + secret.toString('base64');

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);

/**
 * Signing takes the secret itself, so a digest would not do: at rest it is sealed under a versioned key that no database
 * holds (promise P7). Version, nonce, ciphertext and tag, in this order.
 */
export class WebhookSecrets {
  private readonly keys: ReadonlyMap<number, Buffer>;
  private readonly current: number;

  constructor({ keys, current }: NumberedKeys) {
    this.keys = keys;
    this.current = current;
  }

  seal(secret: Buffer, owner: SecretOwner): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key(this.current), nonce).setAAD(bindingTo(owner));
    const version = Buffer.alloc(VERSION_BYTES);
    version.writeUInt32BE(this.current);
    return Buffer.concat([version, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws for what was sealed for another webhook, or under a key that is not listed any more. */
  open(sealed: Buffer, owner: SecretOwner): Buffer {
    const textAt = VERSION_BYTES + NONCE_BYTES;
    const tagAt = sealed.length - TAG_BYTES;
    const nonce = sealed.subarray(VERSION_BYTES, textAt);
    const decipher = createDecipheriv(ALGORITHM, this.key(sealed.readUInt32BE()), nonce)
      .setAAD(bindingTo(owner))
      .setAuthTag(sealed.subarray(tagAt));
    return Buffer.concat([decipher.update(sealed.subarray(textAt, tagAt)), decipher.final()]);
  }

  private key(version: number): Buffer {
    const key = this.keys.get(version);
    if (!key) throw new RangeError(`WEBHOOK_SECRETS_KEY has no key ${version}`);
    return key;
  }
}

const bindingTo = ({ workspaceId, id }: SecretOwner): Buffer =>
  Buffer.from(`latchkey/webhook-secret/v1\n${workspaceId}\n${id}`);

/** @param text `1:<base64>,2:<base64>`, 32 bytes each. Throws a TypeError without the text. */
export const readWebhookSecrets = (text: string): WebhookSecrets =>
  new WebhookSecrets(readNumberedKeys(text, (bytes) => bytes === KEY_BYTES));
