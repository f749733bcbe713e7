import { type NewMessage } from '../messages/message.js';
import { previewOf } from './preview.js';

interface Case extends Pick<NewMessage, 'kind' | 'content'> {
  readonly preview: string;
  readonly why: string;
}
const media_url = 'https://cdn.example.com/a.png';
const template = { template_id: 'x', name: 'order_update', language: 'en', parameters: [] };

describe('the preview of a message', () => {
  it.each<Case>([
    { kind: 'text', content: { text: ' On\n\tits   way ' }, preview: 'On its way', why: 'it is one line' },
    {
      kind: 'image',
      content: { media_url, caption: 'Our new' },
      preview: 'Our new',
      why: 'it has a caption',
    },
    { kind: 'image', content: { media_url, caption: null }, preview: 'image', why: 'it has no caption' },
    { kind: 'template', content: template, preview: 'order_update', why: 'a template has a name' },
    { kind: 'text', content: { text: '😀'.repeat(300) }, preview: '😀'.repeat(200), why: 'no half stays' },
  ])('is $preview, since $why', ({ preview, ...message }) => {
    expect(previewOf(message)).toBe(preview);
  });
});
