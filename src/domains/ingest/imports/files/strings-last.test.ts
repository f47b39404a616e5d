import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openRows } from './open-rows.ts';
import type { Row } from './rows.ts';

/** A zip of entries in the order given: exceljs writes its strings in the middle, other programs write them last. */
function zipOf(entries: Readonly<Record<string, string>>): Buffer {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [title, plain] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(plain);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(plain), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(plain.length, 18);
    facts.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, title, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), facts, place, title]));
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

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const related = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

const workbook = {
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${related(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="会员" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${related(1, 'worksheet', 'worksheets/sheet1.xml')}${related(2, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>13900000000</v></c><c r="B2" t="s"><v>2</v></c></row></sheetData></worksheet>`,
  'xl/sharedStrings.xml': `<sst xmlns="${MAIN}" count="3" uniqueCount="3"><si><t>手机</t></si><si><t>姓名</t></si><si><t>王小明</t></si></sst>`,
};

test.each([1, '会员'])(
  'words that stand behind the sheet, as the last entry, are read too (sheet %s)',
  async (sheet) => {
    const path = join(await mkdtemp(join(tmpdir(), 'shuke-strings-')), 'members.xlsx');
    await writeFile(path, zipOf(workbook));
    const opened = await openRows(path, { sheet });
    expect(opened.columns).toEqual(['手机', '姓名']);
    const rows: Row[] = [];
    for await (const batch of opened.batches) rows.push(...batch.rows);
    expect(rows).toEqual([{ line: 2, cells: ['13900000000', '王小明'] }]);
    await opened.close();
  },
);
