-- How drawn edges run that are not given on the National Grid: as_given, or on_the_grid. NULL where it was kept before this column:
-- the digest of the plan tells.
ALTER TABLE revision ADD COLUMN edges TEXT;
