import { isAscii, isUtf8 } from 'node:buffer';

/** Stands where bytes were that the encoding does not know. A noncharacter: no real text holds it. */
export const BAD_BYTES = '\uffff';
const REPLACEMENT = '\ufffd';
const MARK_OF_ORDER = '\ufeff';
const LINE_FEED = 0x0a;

/** Bytes that are judged together to find an encoding. */
export const SAMPLE_BYTES = 1024 * 1024;

/** Turns bytes into text chunk by chunk; what cannot be decoded becomes BAD_BYTES. */
export interface TextDecoding {
  /** Label of the encoding, undefined while only ASCII was seen. */
  readonly encoding: string | undefined;
  decode(bytes: Uint8Array): string;
  end(): string;
}

/** A decoding that is told its encoding (any WHATWG label). Throws a RangeError for a label nobody knows. */
export function decodingOf(label: string): TextDecoding {
  const encoding = new TextDecoder(label).encoding;
  return encoding === 'utf-8' ? new Utf8Decoding() : new OtherDecoding(encoding);
}

/** A decoding that looks at the bytes: a byte order mark, else UTF-8 or GB18030, whichever has fewer bad places. */
export function decodingFound(): TextDecoding {
  return new FoundDecoding();
}

/**
 * The encoding of a sample: by its byte order mark, else the one of UTF-8 and GB18030 that reads it with fewer bad
 * places (a UTF-8 file with one broken byte stays UTF-8). Undefined for plain ASCII, which says nothing.
 */
function findEncoding(sample: Uint8Array): string | undefined {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  if (isAscii(sample)) return undefined;
  return badPlaces(sample, 'utf-8') <= badPlaces(sample, 'gb18030') ? 'utf-8' : 'gb18030';
}

/** How many places of the sample the encoding cannot read. A character cut by the sample's end does not count. */
function badPlaces(sample: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  return text.split(REPLACEMENT).length - 1;
}

class FoundDecoding implements TextDecoding {
  #inner: TextDecoding | undefined;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  get encoding(): string | undefined {
    return this.#inner?.encoding;
  }

  decode(bytes: Uint8Array): string {
    if (this.#inner !== undefined) return this.#inner.decode(bytes);
    if (this.#waiting.length === 0 && isAscii(bytes) && bytes.length > 0)
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    return this.#waitingBytes >= SAMPLE_BYTES ? this.#decide() : '';
  }

  end(): string {
    return this.#decide() + (this.#inner?.end() ?? '');
  }

  /** From the first byte above ASCII on, a megabyte is judged together: a lone character would say too little. */
  #decide(): string {
    const sample = Buffer.concat(this.#waiting);
    this.#waiting = [];
    if (this.#inner !== undefined || sample.length === 0) return '';
    this.#inner = decodingOf(findEncoding(sample) ?? 'utf-8');
    return this.#inner.decode(sample);
  }
}

/** UTF-8 that tells a byte it cannot read from a U+FFFD that somebody wrote. Decodes whole characters only. */
class Utf8Decoding implements TextDecoding {
  readonly encoding = 'utf-8';
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #tail: Uint8Array = new Uint8Array(0);
  #started = false;

  decode(bytes: Uint8Array): string {
    const all = this.#tail.length === 0 ? bytes : Buffer.concat([this.#tail, bytes]);
    const cut = all.length - openBytes(all);
    this.#tail = all.slice(cut);
    return this.#whole(all.subarray(0, cut));
  }

  end(): string {
    return this.#whole(this.#tail);
  }

  #whole(bytes: Uint8Array): string {
    const text = isUtf8(bytes) ? this.#decoder.decode(bytes) : this.#lineByLine(bytes);
    if (this.#started || text === '') return text;
    this.#started = true;
    return text.startsWith(MARK_OF_ORDER) ? text.slice(1) : text;
  }

  #lineByLine(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; ) {
      const feed = bytes.indexOf(LINE_FEED, at);
      const end = feed < 0 ? bytes.length : feed + 1;
      text += this.#line(bytes.subarray(at, end));
      at = end;
    }
    return text;
  }

  #line(bytes: Uint8Array): string {
    const text = this.#decoder.decode(bytes);
    return isUtf8(bytes) ? text : text.replaceAll(REPLACEMENT, BAD_BYTES);
  }
}

/** Bytes at the end that begin a character of UTF-8 and do not finish it: 0 to 3. */
function openBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** The other encodings: none of them is likely to spell U+FFFD on purpose. */
class OtherDecoding implements TextDecoding {
  readonly encoding: string;
  readonly #decoder: InstanceType<typeof TextDecoder>;

  constructor(encoding: string) {
    this.encoding = encoding;
    this.#decoder = new TextDecoder(encoding);
  }

  decode(bytes: Uint8Array): string {
    return mark(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): string {
    return mark(this.#decoder.decode());
  }
}

function mark(text: string): string {
  return text.includes(REPLACEMENT) ? text.replaceAll(REPLACEMENT, BAD_BYTES) : text;
}
