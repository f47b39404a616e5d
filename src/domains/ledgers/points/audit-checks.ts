/**
 * What an audit adds up anew, each as SQL that tells ids of rows that contradict the entries. $shop stands for the shop,
 * $from and $upto for a range of accounts or of acts, the first not in it.
 */

export const checksOfAccounts = {
  'balance-differs': `
    select a.account_id as id from ledgers.points_accounts a left join (
      select account_id, count(*) as n, sum(pending_by) as pending, sum(active_by) as active, sum(reserved_by) as reserved,
        sum(owed_by) as owed, sum(debt_by) as debt
      from ledgers.points_entries where shop_id = $shop and account_id > $from and account_id <= $upto
      group by account_id) e on e.account_id = a.account_id
    where a.shop_id = $shop and a.account_id > $from and a.account_id <= $upto
      and (coalesce(a.last_seq, 0), a.pending, a.active, a.reserved, a.owed, a.debt) is distinct from
      (coalesce(e.n, 0), coalesce(e.pending, 0), coalesce(e.active, 0), coalesce(e.reserved, 0), coalesce(e.owed, 0),
        coalesce(e.debt, 0))`,
  'lot-differs': `
    select l.lot_id as id from ledgers.points_lots l left join (
      select lot_id, sum(pending_by) as pending, sum(active_by) as active, sum(reserved_by) as reserved,
        -sum(active_by + reserved_by) filter (where outside = 'spent') as spent,
        -sum(active_by) filter (where outside = 'expired') as expired,
        sum(pending_by + active_by) filter (where outside in ('issued', 'adjusted') and pending_by + active_by > 0) as points
      from ledgers.points_entries
      where shop_id = $shop and account_id > $from and account_id <= $upto and lot_id is not null
      group by lot_id) e on e.lot_id = l.lot_id
    where l.shop_id = $shop and l.account_id > $from and l.account_id <= $upto
      and (l.points, l.pending, l.active, l.reserved, l.spent, l.expired) is distinct from
      (e.points, e.pending, e.active, e.reserved, coalesce(e.spent, 0), coalesce(e.expired, 0))`,
  'lots-and-balance-differ': `
    select a.account_id as id from ledgers.points_accounts a left join (
      select account_id, sum(pending) as pending, sum(active) as active, sum(reserved) as reserved
      from ledgers.points_lots where shop_id = $shop and account_id > $from and account_id <= $upto
      group by account_id) l on l.account_id = a.account_id
    where a.shop_id = $shop and a.account_id > $from and a.account_id <= $upto
      and (a.pending, a.active, a.reserved) is distinct from
      (coalesce(l.pending, 0), coalesce(l.active, 0), coalesce(l.reserved, 0))`,
  'reservation-differs': `
    select a.account_id as id from ledgers.points_accounts a left join (
      select e.account_id, sum(e.reserved_by) as points from ledgers.points_reservations r
      join ledgers.points_entries e on e.shop_id = r.shop_id and e.act_id = r.act_id
      where r.shop_id = $shop and e.shop_id = $shop and r.state = 'open' and e.account_id > $from and e.account_id <= $upto
      group by e.account_id) o on o.account_id = a.account_id
    where a.shop_id = $shop and a.account_id > $from and a.account_id <= $upto
      and a.reserved is distinct from coalesce(o.points, 0)`,
} as const;

export const checksOfActs = {
  'act-differs': `
    select c.act_id as id from ledgers.points_acts c left join (
      select act_id, sum(greatest(abs(pending_by), abs(active_by), abs(reserved_by), abs(owed_by), abs(debt_by))) as points
      from ledgers.points_entries where shop_id = $shop and act_id > $from and act_id <= $upto group by act_id) e
      on e.act_id = c.act_id
    where c.shop_id = $shop and c.act_id > $from and c.act_id <= $upto
      and c.points is distinct from coalesce(e.points, 0) + case when c.kind = 'revoke'
        then (c.answer ->> 'expired')::bigint + (c.answer ->> 'covered')::bigint else 0 end`,
} as const;

export type Differs = keyof typeof checksOfAccounts | keyof typeof checksOfActs;
