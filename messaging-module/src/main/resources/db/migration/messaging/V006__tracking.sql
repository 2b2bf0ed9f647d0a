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
