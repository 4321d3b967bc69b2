-- The groups in which the cause of an incident was when it opened. Like its category a copy, so no table of its own.

alter table incident add column group_ids uuid[] not null default '{}';
