import { type MessageEntity } from './message.entity.js';

/** What a provider said of a message. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly reference: string }
  /** @property reason For the sender to read. */
  | { readonly outcome: 'refused'; readonly reason: string };

/** Whoever carries messages to phones. The class doubles as the injection token. */
export abstract class MessageProvider {
  /** Rejects when nobody can tell whether the message was taken. */
  abstract deliver(message: MessageEntity): Promise<Delivery>;
}
