/** From the workspace's side: `inbound` is what somebody wrote to it. */
export const DIRECTIONS = ['inbound', 'outbound'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const MEDIA_KINDS = ['image', 'video', 'audio', 'document'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];
export const MESSAGE_KINDS = ['text', 'template', ...MEDIA_KINDS] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What a message may have come to, with what it may have been before. It only goes forward, so what is heard late, or twice, does no harm. */
const BEFORE = {
  queued: [],
  unknown: ['queued'],
  // A report may come late, or sooner than the answer to the sending itself.
  sent: ['queued', 'unknown'],
  delivered: ['queued', 'unknown', 'sent'],
  read: ['queued', 'unknown', 'sent', 'delivered'],
  failed: ['queued', 'unknown', 'sent'],
} as const;

export type MessageStatus = keyof typeof BEFORE;
export const MESSAGE_STATUSES = [
  'queued',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
] as const satisfies readonly MessageStatus[];
export const statusesBefore = (status: MessageStatus): readonly MessageStatus[] => BEFORE[status];

export interface TextContent {
  readonly text: string;
}

/** As the template was when it was sent: it may change later. */
export interface TemplateContent {
  readonly template_id: string;
  readonly name: string;
  readonly language: string;
  readonly parameters: readonly string[];
}

/** Either a link, which the provider follows and we do not, or what was uploaded to the provider before. */
export type MediaContent = { readonly caption: string | null } & (
  { readonly media_url: string } | { readonly media_id: string; readonly provider_reference: string }
);

/** What a caller wants sent. */
export type NewMessage = { readonly recipient: string } & (
  | { readonly kind: 'text'; readonly content: TextContent }
  | { readonly kind: 'template'; readonly content: TemplateContent }
  | { readonly kind: MediaKind; readonly content: MediaContent }
);

/** One line of what became of a message. */
export interface HistoryEntry {
  readonly status: MessageStatus;
  /** When Latchkey heard of it, as PostgreSQL writes it. */
  readonly at: string;
  readonly reason: string | null;
}
