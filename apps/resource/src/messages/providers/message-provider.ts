import { type MediaKind } from '../message.js';
import { type MessageEntity } from '../message.entity.js';

/** In a provider's words, and its own code where it gave one. */
export interface ProviderReason {
  readonly code: string | null;
  /** For a person to act on. */
  readonly text: string;
}

/** What came of one attempt to hand a message over. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly reference: string }
  /** It will not be taken, however often it is tried. */
  | { readonly outcome: 'refused'; readonly reason: ProviderReason }
  /** It was surely not taken, and may be later. @property retryAfterMs As the provider asks; null: it says nothing. */
  | { readonly outcome: 'not_now'; readonly reason: ProviderReason; readonly retryAfterMs: number | null }
  /** It may have been taken. To try it again could be to send it twice. */
  | { readonly outcome: 'unknown'; readonly reason: ProviderReason };

export interface UploadedFile {
  readonly kind: MediaKind;
  readonly mimeType: string;
  /** Where its bytes are, until the upload is answered. */
  readonly path: string;
}

/** Whoever carries messages to phones. The class doubles as the injection token. */
export abstract class MessageProvider {
  /** One attempt, over within the time that an attempt has. Whatever rejects leaves it open whether the message was taken. */
  abstract deliver(message: MessageEntity): Promise<Delivery>;

  /**
   * Hands a file over, to be named by messages. Doing so twice does no harm.
   * @returns What the provider calls it.
   * @throws Refusal
   */
  abstract upload(workspaceId: string, file: UploadedFile): Promise<string>;
}
