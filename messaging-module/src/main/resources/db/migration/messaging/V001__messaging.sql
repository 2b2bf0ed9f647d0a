-- What we send from, what is said, and how it went.

create table sender_account (
  id uuid primary key,
  workspace_id uuid not null,
  channel text not null,
  address text not null,
  display_name text not null,
  -- ACTIVE, PAUSED (by a person), TROUBLED (the provider refuses us)
  status text not null,
  status_reason text,
  daily_limit integer,
  hourly_limit integer,
  minimum_gap_millis bigint not null default 0,
  -- the daily limit begins lower and rises by this every so many days
  ramp_start integer,
  ramp_increase integer,
  ramp_every_days integer,
  ramp_since timestamptz,
  limit_since timestamptz not null,
  -- whether the envelope's sender names the message behind a plus
  verp boolean not null default false,
  sandbox boolean not null default false,
  -- nothing begins before this: the provider asked for a rest
  rests_until timestamptz,
  smtp_host text,
  smtp_port integer,
  -- none, starttls or tls
  smtp_security text,
  smtp_username text,
  -- sealed, see SecretBox
  smtp_password text,
  imap_host text,
  imap_port integer,
  imap_security text,
  imap_username text,
  imap_password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 0,
  unique (workspace_id, id)
);
create unique index sender_account_address on sender_account (workspace_id, channel, lower(address));

-- What a workspace has decided about all of its mail; without a row everything is as at first.
create table mail_settings (
  workspace_id uuid primary key,
  -- whether a step shows its recipient the way to get no more (RFC 8058)
  list_unsubscribe boolean not null,
  -- mails in any 24 hours, and mails to one recipient domain in any 24 hours and 60 minutes
  daily_limit integer,
  recipient_domain_daily_limit integer,
  recipient_domain_hourly_limit integer,
  paced boolean not null generated always as (daily_limit is not null
    or recipient_domain_daily_limit is not null or recipient_domain_hourly_limit is not null) stored,
  updated_at timestamptz not null,
  version bigint not null
);

-- Which messages went or are to go to a domain, where the workspace has a limit for that; how much
-- of it they use is what their own rows say. Forgotten when they cannot count any more.
create table recipient_pace (
  workspace_id uuid not null,
  domain text not null,
  message_id uuid not null,
  reserved_at timestamptz not null,
  test boolean not null,
  primary key (workspace_id, domain, message_id)
);
create index recipient_pace_old on recipient_pace (reserved_at) where not test;
create index recipient_pace_test on recipient_pace (workspace_id, reserved_at) where test;

-- Whoever finds no room at a domain gets a time of his own: behind this, which is given already.
create table recipient_line (
  workspace_id uuid not null,
  domain text not null,
  ends_at timestamptz not null,
  primary key (workspace_id, domain)
);
create index recipient_line_over on recipient_line (ends_at);

-- A conversation. Its subject is the first one, without any Re:. What was said last is asked of
-- message_content by thread, so that sending touches no thread row.
create table thread (
  id uuid not null,
  workspace_id uuid not null,
  sender_account_id uuid not null,
  contact_id uuid,
  subject text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

-- The state of a message, narrow because it is written several times.
create table message (
  id uuid primary key,
  workspace_id uuid not null,
  sender_account_id uuid not null,
  -- OUTBOUND or INBOUND
  direction text not null,
  -- outbound: QUEUED, SENDING, SENT, FAILED, BOUNCED, UNKNOWN, CANCELLED; inbound: RECEIVED
  status text not null,
  -- inbound only: REPLY, AUTO_REPLY, BOUNCE, COMPLAINT, RECEIPT, LIST, OTHER
  kind text,
  enrollment_id uuid,
  step_number integer,
  occurrence integer,
  due_at timestamptz,
  not_after timestamptz,
  -- when it was queued, or when an inbound message was processed
  created_at timestamptz not null,
  next_attempt_at timestamptz,
  begun_at timestamptz,
  accepted_at timestamptz,
  lease_until timestamptz,
  -- who began it, so that a begin whose commit got no answer can be repeated
  lease_owner uuid,
  -- rises at each begin; a result with another fence is refused
  fence integer not null default 0,
  attempts integer not null default 0,
  test boolean not null default false,
  -- its enrollment was stopped after it began: it may still leave, but is never tried again
  stopped boolean not null default false,
  reason text,
  -- Indexes use these and not the status, so that a begin is a heap-only update.
  withdrawn boolean not null generated always as (status = 'CANCELLED') stored,
  open boolean not null generated always as (status in ('QUEUED', 'SENDING', 'UNKNOWN')) stored
) with (fillfactor = 80);

-- A step's message exists once; a withdrawn one makes room for another.
create unique index message_step on message (enrollment_id, step_number, occurrence)
  where not withdrawn and enrollment_id is not null;
create index message_open on message (sender_account_id, created_at) where open;
create index message_accepted on message (sender_account_id, accepted_at)
  where accepted_at is not null;

-- What is said: written once.
create table message_content (
  message_id uuid primary key,
  workspace_id uuid not null,
  sender_account_id uuid not null,
  thread_id uuid not null,
  contact_id uuid,
  from_address text not null,
  from_name text not null default '',
  to_address text not null,
  to_name text not null default '',
  -- Columns and no expressions in the indexes: behind the row policies only comparisons of columns
  -- can use one, because PostgreSQL knows of no other function that it tells nothing.
  from_key text not null generated always as (lower(from_address)) stored,
  to_key text not null generated always as (lower(to_address)) stored,
  subject text not null,
  body_text text,
  body_html text,
  -- with angle brackets; null only for an inbound message that has none
  rfc_message_id text,
  in_reply_to text,
  -- the References header, oldest first, separated by single spaces
  reference_ids text,
  created_at timestamptz not null,
  -- inbound only: when the mail server received it
  received_at timestamptz
);
create index message_content_thread on message_content (thread_id, created_at);
-- What was written to somebody, for an answer that names nothing of ours.
create index message_content_written_to on message_content (sender_account_id, to_key)
  where received_at is null;
-- Letters to people whom nobody knew; what sequences send has a contact.
create index message_content_stranger on message_content (workspace_id, to_key)
  where contact_id is null and received_at is null;
create index message_content_rfc_id on message_content (sender_account_id, rfc_message_id);
