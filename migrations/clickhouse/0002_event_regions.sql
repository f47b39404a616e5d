-- Where an event came from, made of the address it came by; the address itself is stored nowhere. '' = not known.
ALTER TABLE {{alter events}} ADD COLUMN IF NOT EXISTS country LowCardinality(String) DEFAULT '' AFTER campaign;
ALTER TABLE {{alter events}} ADD COLUMN IF NOT EXISTS province LowCardinality(String) DEFAULT '' AFTER country;
ALTER TABLE {{alter events}} ADD COLUMN IF NOT EXISTS city LowCardinality(String) DEFAULT '' AFTER province;

ALTER TABLE {{alter event_repeats}} ADD COLUMN IF NOT EXISTS country LowCardinality(String) DEFAULT '' AFTER campaign;
ALTER TABLE {{alter event_repeats}} ADD COLUMN IF NOT EXISTS province LowCardinality(String) DEFAULT '' AFTER country;
ALTER TABLE {{alter event_repeats}} ADD COLUMN IF NOT EXISTS city LowCardinality(String) DEFAULT '' AFTER province;
