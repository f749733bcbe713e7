import { Refusal } from '@latchkey/contracts';
import { type Readable } from 'node:stream';

export interface CsvLine {
  /** Where it begins in the file; the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const LARGEST_FILE_BYTES = 64 * 1024 * 1024;
const LONGEST_LINE = 100 * 1024;
const TOO_LONG = 'it is longer than 100 KB, or a quote is not closed';
/** Read at once: enough that a file which trickles in is not begun again with every byte of it. */
const PIECE = 16 * 1024;

/** A cell and what ends it; the end of the text too, which is that of the file or not. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/y;
const QUOTED = /"[^"]*(?:""[^"]*)*"/y;

/**
 * The lines of a CSV file (RFC 4180, UTF-8), as they arrive: no more of it is in memory than a few pieces.
 *
 * Not by `csv-parse`, which numbers lines otherwise than editors do, drops what it has read when it comes upon what it
 * cannot read, and keeps everybody else waiting for 30 ms with 64 KB.
 * @throws Refusal Naming the line from which on nobody could tell what is meant. All before it have been handed out.
 */
export async function* csvLines(file: Readable): AsyncGenerator<CsvLine> {
  const scanner = new Scanner();
  let text = '';
  for await (const piece of decoded(file)) {
    text += piece;
    if (text.length < PIECE) continue;
    yield* scanner.linesIn(text, false);
    text = '';
  }
  yield* scanner.linesIn(text, true);
}

class Scanner {
  private rest = '';
  private line = 1;

  *linesIn(text: string, isEnd: boolean): Generator<CsvLine> {
    const all = this.rest + text;
    let from = 0;
    while (from < all.length) {
      const record = this.recordAt(all, from, isEnd);
      if (!record) break;
      if (record.cells.length > 1 || record.cells[0] !== '') yield { line: this.line, cells: record.cells };
      this.line += breaksIn(all.slice(from, record.end));
      from = record.end;
    }
    this.rest = all.slice(from);
    if (this.rest.length > LONGEST_LINE) throw this.refusal(TOO_LONG);
  }

  /** null: its end has not arrived. */
  private recordAt(text: string, from: number, isEnd: boolean): { cells: string[]; end: number } | null {
    const cells: string[] = [];
    for (let at = from; ;) {
      CELL.lastIndex = at;
      const [whole, quoted, plain = '', ending] = CELL.exec(text) ?? [];
      if (whole === undefined) {
        this.refuseFlaw(text, at, isEnd);
        return null;
      }
      at += whole.length;
      // A carriage return may be half of a line's end.
      if (at === text.length && ending !== ',' && ending !== '\n' && ending !== '\r\n' && !isEnd) return null;
      cells.push(quoted?.replaceAll('""', '"') ?? plain);
      if (at - from > LONGEST_LINE) throw this.refusal(TOO_LONG);
      if (ending !== ',') return { cells, end: at };
    }
  }

  /** Of a cell that has no end as yet, or none at all. */
  private refuseFlaw(text: string, at: number, isEnd: boolean): void {
    if (text[at] !== '"') throw this.refusal('a quote stands in a cell that is not quoted');
    QUOTED.lastIndex = at;
    const isClosed = QUOTED.test(text);
    // The last quote may be the first of two.
    const after = isClosed ? text.slice(QUOTED.lastIndex, QUOTED.lastIndex + 2) : '';
    if (after !== '' && after !== '"') throw this.refusal('a quote is closed in the middle of a cell');
    if (isEnd) throw this.refusal('a quote is not closed');
  }

  private refusal(reason: string): Refusal {
    return Refusal.invalid({
      body: [`cannot be read from line ${this.line} on, since ${reason}; the lines before it are imported`],
    });
  }
}

const breaksIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

/** What is not UTF-8 becomes U+FFFD, so that it can be told in which line it stands. A byte order mark is taken away. */
async function* decoded(file: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  // The connection has to stay open for the answer.
  for await (const chunk of file.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_FILE_BYTES) {
      throw Refusal.invalid({ body: ['is larger than 64 MB: split it; what came before is imported'] });
    }
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
