import { createHmac, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import { allOf } from '../crypto/master-keys.ts';
import { fail, ok, type Result } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { invalidInput } from './known-problems.ts';

/** Query parameters of every list: at most 200 rows a page, so that one answer stays small. */
export const pageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 1000, description: 'next_cursor of the page before' })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
};

/** Where the next page begins: the sort key of the last row of this one. Never a personal value. */
export type Position = readonly (string | number)[];

/** Whose list it is. A cursor of one list does not open another: `list` names the route and its filters. */
export interface CursorPlace {
  readonly platform: Pick<Platform, 'secrets'>;
  readonly shopId: number;
  readonly list: string;
}

function sign(secret: string, { shopId, list }: CursorPlace, body: string): Buffer {
  const hmac = createHmac('sha256', secret).update(JSON.stringify([shopId, list, body]));
  return hmac.digest().subarray(0, 16);
}

/** Opaque text for `next_cursor`, signed so that nobody can point it where we never stood. */
export function writeCursor(place: CursorPlace, position: Position): string {
  const body = Buffer.from(JSON.stringify(position)).toString('base64url');
  const secret = place.platform.secrets('cursor').current;
  return `${body}.${sign(secret, place, body).toString('base64url')}`;
}

/** The position in a cursor we wrote for this list; `undefined` when there is none (the first page). */
export function readCursor(place: CursorPlace, cursor: string | undefined): Result<Position | undefined> {
  if (cursor === undefined) return ok(undefined);
  const [body = '', signature = ''] = cursor.split('.');
  const given = Buffer.from(signature, 'base64url');
  const mine = allOf(place.platform.secrets('cursor')).some((secret) =>
    isSame(given, sign(secret, place, body)),
  );
  if (!mine) return fail(notOurs);
  return ok(JSON.parse(Buffer.from(body, 'base64url').toString()) as Position);
}

const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

const notOurs = invalidInput([
  {
    code: 'not-a-cursor',
    field: 'cursor',
    message: {
      zh: '游标无效：请原样传回 next_cursor，且筛选条件不变',
      en: 'is not a cursor of this list: send next_cursor back as it came, with the same filters',
    },
  },
]);
