-- Which components of status pages an incident concerns, beside those of its monitors. By their ids alone: a component
-- that goes is not shown any more.
alter table incident add column component_ids uuid[] not null default '{}';
create index incident_components on incident using gin (component_ids) where component_ids <> '{}';
