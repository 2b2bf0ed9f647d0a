-- What mails tell of their being read, where a workspace wants to know.

alter table mail_settings
  add column track_opens boolean not null default false,
  add column track_clicks boolean not null default false,
  add column tracking_domain text,
  -- codes of ISO 3166: mails to people there tell nothing
  add column untracked_countries text[] not null default '{}';
-- Several workspaces may have one, and none learns of the others.
create index mail_settings_tracking_domain on mail_settings (tracking_domain)
  where tracking_domain is not null;

-- Neither its sequence nor its contact nor the contact's country forbids it.
alter table message_content add column trackable boolean not null default false;

-- What was asked for, counted; neither by whom nor from where. Goes with what was said in its message.
create table message_hit (
  message_id uuid not null,
  -- OPEN, CLICK, TRAP
  kind text not null,
  -- which link, by the first bytes of the SHA-256 of its target; empty for the picture
  link text not null,
  -- PERSON; or what makes it a machine: HEAD, SCANNER, PREFETCH, TOO_SOON, ALL_LINKS, TRAPPED
  seen_as text not null,
  workspace_id uuid not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  total bigint not null,
  primary key (message_id, kind, link, seen_as)
);
