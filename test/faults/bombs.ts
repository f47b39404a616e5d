import { constants, deflateRawSync, gzipSync } from 'node:zlib';

/** Files of kilobytes that unpack to gigabytes, made without holding what they unpack to. */

const MIB = 1024 * 1024;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Deflate of `head`, `body` many times over and `tail`: whole blocks may stand one behind the other. */
function deflated(head: string, body: string, times: number, tail: string): Buffer {
  const blocks = (text: string) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([blocks(head), ...Array(times).fill(blocks(body)), blocks(tail), deflateRawSync('')]);
}

/** A zip that says of every entry that it unpacks to a thousand bytes. */
function lyingZip(entries: Readonly<Record<string, Buffer>>): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, packed] of Object.entries(entries)) {
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(1000, 18);
    facts.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), facts, place, title]));
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, title, packed]);
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end]);
}

const related = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

/** A workbook of one sheet of this XML. */
export function workbook(sheet: Buffer, strings: Buffer = deflateRawSync(`<sst xmlns="${MAIN}"/>`)): Buffer {
  return lyingZip({
    '_rels/.rels': deflateRawSync(
      `<Relationships xmlns="${PACKAGE}">${related(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    'xl/workbook.xml': deflateRawSync(
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': deflateRawSync(
      `<Relationships xmlns="${PACKAGE}">${related(1, 'worksheet', 'worksheets/sheet1.xml')}${related(2, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    ),
    'xl/sharedStrings.xml': strings,
    'xl/worksheets/sheet1.xml': sheet,
  });
}

const head = `<worksheet xmlns="${MAIN}"><sheetData>`;
const tail = '</sheetData></worksheet>';
/** A row of one text in the table of strings. */
const told = deflateRawSync(`${head}<row r="1"><c r="A1" t="s"><v>0</v></c></row>${tail}`);
const cell = (times: number) =>
  deflated(`${head}<row r="1"><c r="A1" t="str"><v>`, 'a'.repeat(16 * MIB), times, `</v></c></row>${tail}`);
const zeros = gzipSync(Buffer.alloc(16 * MIB));

/** Two gigabytes each. */
export const bombs: Readonly<Record<string, () => Buffer>> = {
  'a cell of a workbook': () => workbook(cell(128)),
  'the strings of a workbook': () =>
    workbook(
      told,
      deflated(`<sst xmlns="${MAIN}">`, '<si><t>abcdefgh</t></si>'.repeat(200_000), 450, '</sst>'),
    ),
  'a row of a workbook': () =>
    workbook(deflated(`${head}<row r="1">`, '<c r="A1"><v>1</v></c>'.repeat(200_000), 490, `</row>${tail}`)),
  'a workbook in a gzip': () => gzipSync(workbook(cell(128))),
  'a gzip of zeros': () => Buffer.concat(Array(128).fill(zeros)),
  'a gzip in a gzip': () => gzipSync(Buffer.concat(Array(128).fill(zeros))),
};

/** Just below what is refused by size: the reader has to bear it. */
export const largest: Readonly<Record<string, () => Buffer>> = {
  'a cell of 48 MB': () => workbook(cell(3)),
  'a gzip of one line': () => gzipSync(Buffer.from(`a,b\n${'x'.repeat(64 * MIB)}`)),
};
