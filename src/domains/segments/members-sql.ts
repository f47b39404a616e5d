import { type BoundValues, inShop } from '../analytics/index.ts';

/** Which members: those of a refresh, and what changed since. */
export interface MembersPlace {
  readonly segmentId: number;
  readonly refresh: number;
}

/** A SELECT of customer_id, each once: who is in now. The members of the refresh, then the last move of each who moved behind it. */
export function membersNowSql({ segmentId, refresh }: MembersPlace, bound: BoundValues): string {
  const where = `${inShop} AND segment_id = ${bound.bind(segmentId, 'UInt32')} AND refresh = ${bound.bind(refresh, 'UInt64')}`;
  return `SELECT customer_id FROM (
    SELECT arrayJoin(members) AS customer_id, toUInt8(1) AS entered, toUInt64(0) AS move
    FROM segment_members WHERE ${where}
    UNION ALL
    SELECT customer_id, entered, move FROM segment_moves WHERE ${where} AND move != 0
  ) GROUP BY customer_id HAVING argMax(entered, move) = 1`;
}
