import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fail, ok, type Result } from '../../../platform/errors.ts';
import { isObject, type Json } from '../segment/call-values.ts';
import { bodyTooLarge, bodyUnreadable, MOST_BODY_BYTES } from './track-problems.ts';

const inflate = promisify(gunzip);

/** A body as read: its JSON object, and how large it was unpacked. */
export interface ReadBody {
  readonly json: Json;
  readonly bytes: number;
}

/** Problems: too-large, unreadable-body. A gzip bomb stops at the bound; it is never held unpacked. */
export async function readBody(raw: Buffer, encoding: string | undefined): Promise<Result<ReadBody>> {
  const packed = encoding !== undefined && encoding.toLowerCase() !== 'identity';
  const bytes = packed ? await unpacked(raw, encoding) : raw;
  if (bytes === 'too-large' || (bytes !== undefined && bytes.length > MOST_BODY_BYTES))
    return fail(bodyTooLarge);
  const json = bytes === undefined ? undefined : parsed(bytes.toString('utf8'));
  return isObject(json) ? ok({ json, bytes: bytes!.length }) : fail(bodyUnreadable);
}

/** Undefined for what is no gzip. */
async function unpacked(raw: Buffer, encoding: string): Promise<Buffer | 'too-large' | undefined> {
  if (!/^(?:x-)?gzip$/i.test(encoding)) return undefined;
  try {
    return await inflate(raw, { maxOutputLength: MOST_BODY_BYTES + 1 });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : undefined;
  }
}

/** Escapes PostgreSQL does not take: NUL, and halves of surrogate pairs. Bytes that are no UTF-8 were replaced already. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/i;

function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    // Few bodies have an escape at all, and looking for two bytes is 20 times faster than for the pattern.
    return text.includes('\\u') && SUSPICIOUS.test(text) ? cleaned(json) : json;
  } catch {
    return undefined;
  }
}

const plain = (text: string): string => text.replaceAll('\0', '').toWellFormed();

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [plain(name), cleaned(it)]));
}
