/** Makes personal values that nobody else has, remembers where each was planted, and finds them again in any text. */

const kinds = ['name', 'phone', 'e-mail', 'address', 'id-number', 'birthday', 'wechat-id'] as const;
export type Kind = (typeof kinds)[number];

export interface Plant {
  readonly kind: Kind;
  /** The input that carries it. */
  readonly where: string;
  /** What must not be found again: the value, or the part of it that names somebody. */
  readonly mark: string;
}

/** A value of each kind, the nth of its garden; `mark` where only a part of it is personal. */
const makers: Readonly<Record<Kind, (n: number) => { value: string; mark?: string }>> = {
  // Three of the rarer characters that GB18030 has: no text of ours holds them side by side.
  name: (n) => ({ value: `欧${String.fromCharCode(0x7280 + n)}${String.fromCharCode(0x7f00 + n)}龘` }),
  phone: (n) => ({ value: `1391${String(1_000_000 + n * 7919).slice(-7)}` }),
  'e-mail': (n) => ({ value: `planted.${n}@mail-${n}.example` }),
  // Province, city and district are ordinary facts.
  address: (n) => ({ value: `浙江省 杭州市 西湖区 植标路${n}号院5栋`, mark: `植标路${n}号` }),
  'id-number': (n) => ({ value: `33010619${String(600_101 + (n % 28))}${String(100 + n).slice(-3)}X` }),
  birthday: (n) => ({ value: new Date(Date.UTC(1931, 0, 1 + n)).toISOString().slice(0, 10) }),
  'wechat-id': (n) => ({ value: `wxid_planted${n}z` }),
};

export class Garden {
  readonly plants: Plant[] = [];
  readonly #spelt = emptyIndex();
  readonly #bytes = emptyIndex();

  /** A new value of the kind, to be put where it is said to stand. */
  plant(kind: Kind, where: string): string {
    const { value, mark = value } = makers[kind](this.plants.length + 1);
    const plant = { kind, where, mark };
    this.plants.push(plant);
    for (const spelling of spellings(mark)) add(this.#spelt, spelling, plant);
    add(this.#bytes, latin(Buffer.from(mark)), plant);
    return value;
  }

  /** Plants whose mark the text holds: as it is, or as JSON, addresses and bytea write it. */
  foundIn(text: string): Plant[] {
    return foundBy(this.#spelt, text.toLowerCase());
  }

  /** The same for bytes of any kind of file, where a mark stands as it is. */
  foundInBytes(bytes: Buffer): Plant[] {
    return foundBy(this.#bytes, latin(bytes));
  }
}

/** One character a byte. */
const latin = (bytes: Buffer): string => bytes.toString('latin1');

/** What is looked for, by its first characters: each place of a text is looked at once, not once for every plant. */
interface Index {
  readonly of: Map<string, [string, Plant][]>;
  /** Whether anything begins with two such characters: most places end there, without a text being cut out. */
  readonly begins: Uint8Array;
}

const emptyIndex = (): Index => ({ of: new Map(), begins: new Uint8Array(2 ** 16) });

/** As many as the shortest mark has, a name. */
const first = 4;

/** Of the two characters at a place; several pairs may share one. */
const pairAt = (text: string, at: number): number =>
  (text.charCodeAt(at) * 251 + text.charCodeAt(at + 1)) & 0xffff;

function add({ of, begins }: Index, spelling: string, plant: Plant): void {
  if (spelling.length < first) throw new Error(`"${spelling}" is too short to be found`);
  const key = spelling.slice(0, first);
  of.set(key, [...(of.get(key) ?? []), [spelling, plant]]);
  begins[pairAt(spelling, 0)] = 1;
}

function foundBy({ of, begins }: Index, text: string): Plant[] {
  const found = new Set<Plant>();
  for (let at = 0; at + first <= text.length; at += 1) {
    if (begins[pairAt(text, at)] === 0) continue;
    for (const [spelling, plant] of of.get(text.slice(at, at + first)) ?? [])
      if (text.startsWith(spelling, at)) found.add(plant);
  }
  return [...found];
}

function spellings(mark: string): readonly string[] {
  const escaped = [...mark].map((it) =>
    it > '\x7f' ? `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}` : it,
  );
  const compact = /^\d{4}-\d\d-\d\d$/.test(mark) ? [mark.replaceAll('-', '/')] : [];
  const all = [
    mark,
    escaped.join(''),
    encodeURIComponent(mark),
    Buffer.from(mark).toString('hex'),
    ...compact,
  ];
  return [...new Set(all.map((it) => it.toLowerCase()))];
}
