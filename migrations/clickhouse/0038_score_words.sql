-- Scores that name something: the category, brand or channel a customer likes most, with how strong it is as their value.
ALTER TABLE {{alter scores}} ADD COLUMN IF NOT EXISTS word LowCardinality(String) DEFAULT '' COMMENT 'what the score names; empty of scores that are numbers' AFTER value;
