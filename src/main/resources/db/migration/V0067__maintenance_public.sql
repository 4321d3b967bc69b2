-- Whether status pages tell of a window by its name; those that were planned before go on being told of.

alter table maintenance_window add column published boolean not null default true;
alter table maintenance_window alter column published drop default;
