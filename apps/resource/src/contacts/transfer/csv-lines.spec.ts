import { Refusal } from '@latchkey/contracts';
import { Readable } from 'node:stream';
import { type CsvLine, csvLines } from './csv-lines.js';

const read = async (file: string | readonly Buffer[]): Promise<{ lines: CsvLine[]; refusal: unknown }> => {
  const lines: CsvLine[] = [];
  const source = Readable.from(typeof file === 'string' ? [Buffer.from(file)] : file);
  try {
    for await (const line of csvLines(source)) lines.push(line);
    return { lines, refusal: null };
  } catch (error) {
    return { lines, refusal: error instanceof Refusal ? error.errors : error };
  }
};

it.each([
  ['line feeds', '\n'],
  ['carriage returns too', '\r\n'],
])('lines are numbered as an editor does, with %s', async (_, end) => {
  const { lines } = await read(['a,b', '', '"x', 'y",1', '', '2,"3, ""4"""'].join(end));
  expect(lines).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 3, cells: [`x${end}y`, '1'] },
    { line: 6, cells: ['2', '3, "4"'] },
  ]);
});

it('a byte order mark is no part of the first name, and a letter may come in two pieces', async () => {
  const file = Buffer.from('\ufeffäh,b\n');
  const { lines } = await read([file.subarray(0, 4), file.subarray(4)]);
  expect(lines).toEqual([{ line: 1, cells: ['äh', 'b'] }]);
});

it('a file that comes byte by byte is the same', async () => {
  const file = 'a,b\r\n"x ""y""\r\nz",\r\n\r\n,"2"\n3,\ud83d\ude00\r"",4';
  const whole = await read(file);
  expect(whole.lines.map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, 'a', 'b'],
    [2, 'x "y"\r\nz', ''],
    [5, '', '2'],
    [6, '3', '😀'],
    [7, '', '4'],
  ]);
  const filler = Buffer.from(`${'f'.repeat(1_000)}\n`.repeat(16));
  for (let ahead = 0; ahead < filler.length; ahead += 2_003) {
    const bytes = Buffer.concat([filler.subarray(0, ahead), Buffer.from('\n'), Buffer.from(file)]);
    const inOne = await read([bytes]);
    const inPieces = await read(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(inPieces).toEqual(inOne);
    expect(inOne.lines.slice(-5).map(({ cells }) => cells)).toEqual(whole.lines.map(({ cells }) => cells));
  }
});

it('what is no UTF-8 is told by its line', async () => {
  const { lines } = await read([Buffer.from('a\nZo\xeb\nb', 'latin1')]);
  expect(lines.map(({ cells }) => cells[0])).toEqual(['a', 'Zo\ufffd', 'b']);
});

it.each([
  ['a\n1\n2"x\n', 3, 'a quote stands in a cell that is not quoted'],
  ['a\n"1"x\n', 2, 'a quote is closed in the middle of a cell'],
  ['a\n1\n"2\n3\n', 3, 'a quote is not closed'],
  [`a\n1\n${'x'.repeat(200_000)}\n2\n`, 3, 'it is longer than 100 KB, or a quote is not closed'],
  [`a\n"${'x\n'.repeat(100_000)}`, 2, 'it is longer than 100 KB, or a quote is not closed'],
])('a file that cannot be read on is refused from that line on: %.20j', async (file, line, reason) => {
  const { lines, refusal } = await read(file);
  expect(refusal).toEqual({
    body: [`cannot be read from line ${line} on, since ${reason}; the lines before it are imported`],
  });
  expect(lines.map((each) => each.line)).toEqual(Array.from({ length: line - 1 }, (_, index) => index + 1));
});

it('a file of more than 64 MB is refused', async () => {
  const piece = Buffer.from(`${'x'.repeat(65_535)}\n`);
  const { lines, refusal } = await read(Array.from({ length: 1_025 }, () => piece));
  expect(refusal).toEqual({ body: [expect.stringContaining('is larger than 64 MB')] });
  expect(lines.length).toBeGreaterThan(1_020);
}, 30_000);
