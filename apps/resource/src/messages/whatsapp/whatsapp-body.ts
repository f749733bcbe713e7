import { type MediaContent, type TemplateContent, type TextContent } from '../message.js';
import { type MessageEntity } from '../message.entity.js';

/** The body of `POST /{phone_number_id}/messages`, as Meta documents it. */
export const whatsAppBody = (message: MessageEntity): object => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: message.recipient,
  // Handed back with every report, also of a message whose sending we heard no answer to.
  biz_opaque_callback_data: message.id,
  ...contentOf(message),
});

function contentOf({ kind, content }: MessageEntity): object {
  switch (kind) {
    case 'text':
      return { type: kind, text: { body: (content as TextContent).text } };
    case 'template':
      return { type: kind, template: templateOf(content as TemplateContent) };
    default:
      return { type: kind, [kind]: mediaOf(kind, content as MediaContent) };
  }
}

const templateOf = ({ name, language, parameters }: TemplateContent): object => ({
  name,
  language: { code: language },
  ...(parameters.length > 0 && {
    components: [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }],
  }),
});

const mediaOf = (kind: MessageEntity['kind'], media: MediaContent): object => ({
  ...('media_url' in media ? { link: media.media_url } : { id: media.provider_reference }),
  // A sound has none: WhatsApp would refuse the message.
  ...(media.caption !== null && kind !== 'audio' && { caption: media.caption }),
});
