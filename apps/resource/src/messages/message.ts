export const MEDIA_KINDS = ['image', 'video', 'audio', 'document'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];
export const MESSAGE_KINDS = ['text', 'template', ...MEDIA_KINDS] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/**
 * `queued`: recorded, and the provider has not been heard to take it or refuse it. `sent`: the provider has it. `failed`:
 * the provider refused it.
 */
export const MESSAGE_STATUSES = ['queued', 'sent', 'failed'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

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

export interface MediaContent {
  readonly media_url: string;
  readonly caption: string | null;
}

/** What a caller wants sent. */
export interface NewMessage {
  readonly recipient: string;
  readonly kind: MessageKind;
  readonly content: TextContent | TemplateContent | MediaContent;
}
