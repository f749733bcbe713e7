import { type ReceivedMessage } from '../message.store.js';
import { type ProviderReason } from '../providers/message-provider.js';
import { type StatusReport } from '../sending/status-reports.js';
import { REFERENCE } from './whatsapp-answers.js';

/** What one call of the webhook tells of one number. */
export interface NumberEvents {
  readonly phoneNumberId: string;
  readonly reports: readonly StatusReport[];
  readonly received: readonly ReceivedMessage[];
}

type Json = Readonly<Record<string, unknown>>;

const STATUSES: ReadonlySet<unknown> = new Set<StatusReport['status']>([
  'sent',
  'delivered',
  'read',
  'failed',
]);
const MEDIA: ReadonlySet<unknown> = new Set(['image', 'video', 'audio', 'document']);
const LONGEST_TEXT = 4_096;

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : []);
/** PostgreSQL stores no U+0000. */
const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value.replaceAll('\0', '').slice(0, LONGEST_TEXT) : null;

/** Everything in it that can be read. What cannot is left out: a call that was refused for one item would be repeated for all. */
export const eventsIn = (body: unknown): NumberEvents[] =>
  listOf(objectOf(body).entry)
    .flatMap(({ changes }) => listOf(changes))
    .filter(({ field }) => field === 'messages')
    .map(({ value }) => objectOf(value))
    .map(({ metadata, statuses, messages }) => ({
      phoneNumberId: textOf(objectOf(metadata).phone_number_id) ?? '',
      reports: listOf(statuses).flatMap(reportIn),
      received: listOf(messages).flatMap(messageIn),
    }));

function reportIn({ id, status, biz_opaque_callback_data, errors }: Json): StatusReport[] {
  if (!isReference(id) || !STATUSES.has(status)) return [];
  const report = { reference: id, messageId: textOf(biz_opaque_callback_data) };
  if (status === 'failed') return [{ ...report, status, reason: reasonIn(errors) }];
  return [{ ...report, status: status as Exclude<StatusReport['status'], 'failed'> }];
}

function reasonIn(errors: unknown): ProviderReason {
  const [{ code, title, message, error_data } = {} as Json] = listOf(errors);
  const text = textOf(objectOf(error_data).details) ?? textOf(message) ?? textOf(title);
  return { code: typeof code === 'number' ? String(code) : null, text: text ?? 'WhatsApp did not say why' };
}

function messageIn(message: Json): ReceivedMessage[] {
  const { id, from, type } = message;
  if (!isReference(id) || typeof from !== 'string' || !/^\d{1,15}$/.test(from)) return [];
  const known = { sender: `+${from}`, reference: id };
  if (type === 'text') {
    return [{ ...known, kind: 'text', content: { text: textOf(objectOf(message.text).body) ?? '' } }];
  }
  if (MEDIA.has(type)) {
    const media = objectOf(message[String(type)]);
    const content = {
      provider_reference: textOf(media.id),
      mime_type: textOf(media.mime_type),
      caption: textOf(media.caption),
    };
    return [{ ...known, kind: type as ReceivedMessage['kind'], content }];
  }
  return [{ ...known, kind: 'other', content: { type: textOf(type) } }];
}

const isReference = (value: unknown): value is string => typeof value === 'string' && REFERENCE.test(value);
