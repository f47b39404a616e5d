-- A customer changes to another plan: at once, with credit for what is left of the period, or with the next renewal. What the
-- report asks stands on the subscription and on its acts: a million of them are added up without their periods.
alter table loyalty.plus_subscriptions
  -- the plan of the next period, where that is another one
  add column next_plan_id bigint,
  -- how many of its periods began within another one, by a change of plan
  add column switches integer not null default 0 check (switches >= 0),
  -- the plan whose trial it began with
  add column trial_plan_id bigint,
  -- when its first paid period begins
  add column first_paid_at timestamptz,
  add constraint plus_subscriptions_next_plan foreign key (shop_id, next_plan_id) references loyalty.plus_plans,
  add constraint plus_subscriptions_next_is_another check (next_plan_id <> plan_id);
-- Its rest was credited to the period of another plan, and it ended then.
alter table loyalty.plus_periods add column switched_at timestamptz;
alter table loyalty.plus_acts
  -- of the period; of a choice the one that was chosen
  add column plan_id bigint;
alter table loyalty.plus_acts drop constraint plus_acts_kind_check;
alter table loyalty.plus_acts add constraint plus_acts_kind_check
  check (kind in ('start', 'renew', 'tell', 'cancel', 'refund', 'use', 'give-back', 'switch', 'choose', 'expire'));

do $$
declare shop integer;
begin
  for shop in select shop_id from platform.shops loop
    perform set_config('app.shop_id', shop::text, true);
    update loyalty.plus_subscriptions s set trial_plan_id = p.plan_id from loyalty.plus_periods p
    where s.shop_id = shop and p.shop_id = shop and p.subscription_id = s.subscription_id and p.no = 0;
    update loyalty.plus_subscriptions s set first_paid_at = p.begins_at from loyalty.plus_periods p
    where s.shop_id = shop and p.shop_id = shop and p.subscription_id = s.subscription_id and p.no = 1;
    update loyalty.plus_acts a set plan_id = p.plan_id from loyalty.plus_periods p
    where a.shop_id = shop and p.shop_id = shop and p.subscription_id = a.subscription_id and p.no = a.no;
  end loop;
  perform set_config('app.shop_id', '', true);
end $$;

alter table loyalty.plus_acts alter column plan_id set not null;
drop index loyalty.plus_acts_used;
create index plus_acts_cost on loyalty.plus_acts (shop_id, plan_id, benefit) include (minor)
  where kind = 'use' and given_back_at is null;
