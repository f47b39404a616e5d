-- What a person said, resolved by purpose and channel: 'marketing:sms:+0', where the two signs are what it comes to (+ granted,
-- - withdrawn, 0 nothing) for somebody grown up and for somebody under 14, who is heard through a guardian; 'minor' where they are one.
ALTER TABLE {{alter persons}} ADD COLUMN IF NOT EXISTS consents Array(LowCardinality(String)) DEFAULT [];
