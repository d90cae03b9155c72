-- What is kept with the changes of a revision, as JSON: the certificate of the suggestion that they are, and groups of neighbourhoods.
ALTER TABLE revision ADD COLUMN certificate TEXT;
ALTER TABLE revision ADD COLUMN neighbourhood_groups TEXT;
