-- When a tie was seen: who brought whom, and when, is counted here. The epoch stands in rows mirrored before, which are owed anew.
ALTER TABLE {{alter ties}} ADD COLUMN IF NOT EXISTS seen_at DateTime64(3, 'UTC') DEFAULT toDateTime64(0, 3, 'UTC') AFTER tie_role;
