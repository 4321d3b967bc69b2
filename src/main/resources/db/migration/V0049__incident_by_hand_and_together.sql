-- Incidents that people open, take on, merge and explain, and that concern several monitors.

alter index incident_monitor rename to incident_cause;

alter table incident
  add column published boolean not null default true,
  add column titled boolean not null default false,
  add column assignee_id uuid,
  add column acknowledged_at timestamptz,
  add column acknowledged_by text,
  add column merged_into uuid,
  add column outage_at timestamptz,
  add column postmortem text,
  add column postmortem_public boolean not null default false,
  add column postmortem_by text,
  add column postmortem_at timestamptz,
  add foreign key (account_id, assignee_id) references access_membership (account_id, id),
  add foreign key (account_id, merged_into) references incident (account_id, id);
create index incident_assigned on incident (account_id, assignee_id) where assignee_id is not null;
create index incident_merged on incident (account_id, merged_into) where merged_into is not null;

create table incident_monitor (
  incident_id uuid not null,
  monitor_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  -- Whether an outage of it brought it here, and whether that goes on; a person may have named it.
  outage boolean not null,
  down boolean not null,
  primary key (incident_id, monitor_id),
  check (outage or not down),
  foreign key (account_id, incident_id) references incident (account_id, id) on delete cascade,
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('incident_monitor');
create index incident_monitor_listed on incident_monitor (account_id, monitor_id, at desc);
-- An outage belongs to one incident, whoever looks at the same time.
create unique index incident_monitor_down on incident_monitor (account_id, monitor_id) where down;

alter table incident_update
  add column author_id uuid,
  add column monitor_id uuid,
  add column automatic boolean not null default false,
  add column published boolean not null default false,
  add column edited_at timestamptz,
  add column deleted_at timestamptz,
  add foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade;
create index incident_update_monitor on incident_update (account_id, monitor_id) where monitor_id is not null;

alter table incident no force row level security;
alter table incident_monitor no force row level security;
alter table incident_update no force row level security;
insert into incident_monitor (incident_id, monitor_id, account_id, at, outage, down)
select id, monitor_id, account_id, started_at, true, resolved_at is null from incident where monitor_id is not null;
update incident set outage_at = started_at where monitor_id is not null;
update incident_update set automatic = true, published = true where author is null;
alter table incident force row level security;
alter table incident_monitor force row level security;
alter table incident_update force row level security;
