-- The open ones are few among all that there ever were, and asked for most.

create index incident_open_listed on incident (account_id, started_at desc, id desc) where resolved_at is null;
