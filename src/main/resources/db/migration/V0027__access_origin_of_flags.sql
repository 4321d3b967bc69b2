-- From where somebody was refused: flags tell it.

-- The latest address from which a credential that is not good was tried; null where none was. Of the others
-- access_network knows.
alter table access_due add column address text;
