-- A tier may take more or fewer of an item than everybody: [{"tier": "金卡", "most": 3}], by the names that tiers have.
alter table loyalty.mall_items add column most_by_tier jsonb not null default '[]';
