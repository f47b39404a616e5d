import type { PointsEntry, PointsStanding } from '../../../contract/points.ts';
import type { Standing } from './balance-rules.ts';
import type { EntryRow } from './read-points.ts';

export const presentStanding = ({ balance, lots }: Standing): PointsStanding => ({
  balance,
  lots: lots.map(({ lotId, pending, active, reserved, activeFrom, expiresAt }) => ({
    ...{ lot_id: lotId, pending, active, reserved, active_from: activeFrom.toISOString() },
    expires_at: expiresAt?.toISOString() ?? null,
  })),
});

export const presentEntry = ({
  account_id: account,
  seq,
  from_account: from,
  to_account: to,
  at,
  ...row
}: EntryRow): Omit<PointsEntry, 'made_by_name'> => ({
  ...{ entry: `${account}-${seq}`, from, to, at: at.toISOString() },
  ...row,
});
