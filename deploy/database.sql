-- Prepares a PostgreSQL of your own (15 or newer) for Belfry. An administrator runs it once, with psql:
--
--   psql -v password='...' -f database.sql 'postgresql://administrator@host/postgres'
--
-- It makes one user that owns one database, and three roles under which Belfry works inside of it. Run again it
-- changes nothing but the password. Other names of the user and the database: -v user=... -v database=...
-- The administrator is a superuser, or an ordinary user with CREATEROLE and CREATEDB as managed services give.

\set ON_ERROR_STOP on
\if :{?user}
\else
  \set user belfry
\endif
\if :{?database}
\else
  \set database belfry
\endif
\if :{?password}
\else
  do $$ begin raise exception 'give a password: psql -v password=...'; end $$;
\endif

-- An ordinary user: a superuser, or one with BYPASSRLS, would pass by row-level security, and Belfry refuses it.
-- INHERIT is needed: the migrations grant the use of functions that belfry_auth owns.
select format('create role %I login', :'user')
where not exists (select from pg_roles where rolname = :'user') \gexec
alter role :"user" login inherit password :'password';

-- Nobody can log in as one of these. Belfry takes them on: belfry_app serves requests and sees one account at a time,
-- belfry_system works across accounts, belfry_auth owns the functions that authenticate.
select format('create role %I nologin noinherit', name)
from unnest(array['belfry_app', 'belfry_system', 'belfry_auth']) as name
where not exists (select from pg_roles where rolname = name) \gexec
grant belfry_app, belfry_system, belfry_auth to :"user";

-- An administrator who is no superuser must be a member of the user to whom he gives the database.
select format('grant %I to current_user', :'user')
where not (select rolsuper from pg_roles where rolname = current_user) \gexec
select format('create database %I owner %I encoding ''UTF8'' template template0', :'database', :'user')
where not exists (select from pg_database where datname = :'database') \gexec
-- The roles are shared by every Belfry on this server: nobody but its owner may connect to a database.
revoke all on database :"database" from public;
