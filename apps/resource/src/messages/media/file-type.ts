import { type MediaKind } from '../message.js';

/** What WhatsApp takes, and what it begins with. */
interface Format {
  readonly kind: MediaKind;
  readonly mimeType: string;
  readonly isBegunBy: (head: Buffer) => boolean;
}

const MIB = 1024 * 1024;
/** WhatsApp's own limits. */
export const LARGEST_BYTES: Readonly<Record<MediaKind, number>> = {
  image: 5 * MIB,
  audio: 16 * MIB,
  video: 16 * MIB,
  document: 100 * MIB,
};

const at =
  (offset: number, ...signatures: string[]) =>
  (head: Buffer): boolean =>
    signatures.some((signature) => head.toString('latin1', offset, offset + signature.length) === signature);
const both =
  (...rules: ((head: Buffer) => boolean)[]) =>
  (head: Buffer): boolean =>
    rules.every((rule) => rule(head));

const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** So far into the file stand the words that tell one ZIP from another. */
export const HEAD_BYTES = 4_096;
const holds = (word: string) => (head: Buffer) => head.includes(word);
const zipOf = (word: string) => both(at(0, 'PK\x03\x04'), holds(word));
const brand = (...brands: string[]) => both(at(4, 'ftyp'), at(8, ...brands));

const FORMATS: readonly Format[] = [
  { kind: 'image', mimeType: 'image/jpeg', isBegunBy: at(0, '\xff\xd8\xff') },
  { kind: 'image', mimeType: 'image/png', isBegunBy: at(0, '\x89PNG\r\n\x1a\n') },
  { kind: 'audio', mimeType: 'audio/mp4', isBegunBy: brand('M4A ', 'M4B ') },
  { kind: 'video', mimeType: 'video/3gpp', isBegunBy: brand('3gp') },
  {
    kind: 'video',
    mimeType: 'video/mp4',
    isBegunBy: brand('isom', 'iso2', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash'),
  },
  { kind: 'audio', mimeType: 'audio/ogg', isBegunBy: both(at(0, 'OggS'), holds('OpusHead')) },
  { kind: 'audio', mimeType: 'audio/amr', isBegunBy: at(0, '#!AMR') },
  { kind: 'audio', mimeType: 'audio/mpeg', isBegunBy: at(0, 'ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2') },
  { kind: 'audio', mimeType: 'audio/aac', isBegunBy: at(0, '\xff\xf1', '\xff\xf9') },
  { kind: 'document', mimeType: 'application/pdf', isBegunBy: at(0, '%PDF-') },
  { kind: 'document', mimeType: `${OFFICE}.wordprocessingml.document`, isBegunBy: zipOf('word/') },
  { kind: 'document', mimeType: `${OFFICE}.spreadsheetml.sheet`, isBegunBy: zipOf('xl/') },
  { kind: 'document', mimeType: `${OFFICE}.presentationml.presentation`, isBegunBy: zipOf('ppt/') },
];

export type FileType = Pick<Format, 'kind' | 'mimeType'>;

/** By what it begins with: what the sender calls it anybody can write. null: nothing that WhatsApp takes. */
export function typeOf(head: Buffer): FileType | null {
  const format = FORMATS.find(({ isBegunBy }) => isBegunBy(head));
  if (format) return { kind: format.kind, mimeType: format.mimeType };
  return isPlainText(head) ? { kind: 'document', mimeType: 'text/plain' } : null;
}

/** Without anything that would be read as markup. */
function isPlainText(head: Buffer): boolean {
  if (head.length === 0 || /^\s*</.test(head.toString('latin1'))) return false;
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
