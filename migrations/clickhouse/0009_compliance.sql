-- 1: no profile, score or recommendation may be made of this person (compliance.mayProfile, purpose profiling).
ALTER TABLE {{alter persons}} ADD COLUMN IF NOT EXISTS profiling_barred UInt8 DEFAULT 0;
