-- What makes outages one incident: the account's choice, and what the open incidents are about.

create table incident_grouping (
  account_id uuid primary key references access_account (id) on delete cascade,
  grouped_by text not null,
  window_seconds integer not null,
  version bigint not null default 0
);
call platform_isolate('incident_grouping');

create table incident_key (
  account_id uuid not null,
  incident_id uuid not null,
  key text not null,
  primary key (account_id, key, incident_id),
  foreign key (account_id, incident_id) references incident (account_id, id) on delete cascade
);
call platform_isolate('incident_key');
create index incident_key_incident on incident_key (account_id, incident_id);
