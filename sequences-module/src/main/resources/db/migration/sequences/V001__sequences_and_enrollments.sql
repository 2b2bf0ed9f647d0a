-- A plan of touches. One without a name of its own belongs to one contact (ad_hoc_key).
create table sequence (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  status text not null check (status in ('ACTIVE', 'PAUSED')),
  -- why it rests, where no person has paused it
  pause_reason text,
  -- bounces before this count no more: somebody has looked and let it go on
  bounces_since timestamptz,
  sender_account_id uuid not null,
  ad_hoc_key text,
  latest_version_id uuid,
  latest_number integer,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  primary key (workspace_id, id)
);

-- A second request for the same ad-hoc series finds the first one's plan.
create unique index sequence_ad_hoc on sequence (workspace_id, ad_hoc_key)
  where ad_hoc_key is not null;

-- Hard bounces of a sequence's messages, the latest ones, for the guard that stops it.
create table sequence_bounce (
  workspace_id uuid not null,
  sequence_id uuid not null,
  message_id uuid not null,
  bounced_at timestamptz not null,
  judged boolean not null default false,
  primary key (workspace_id, sequence_id, message_id),
  foreign key (workspace_id, sequence_id) references sequence on delete cascade
);
create index sequence_bounce_open on sequence_bounce (workspace_id, sequence_id)
  where not judged;

-- Published and never changed again; nodes keep it in memory.
create table sequence_version (
  workspace_id uuid not null,
  id uuid not null,
  sequence_id uuid not null,
  number integer not null,
  exit_on_reply boolean not null,
  -- whether its mails may tell of opens and clicks
  track boolean not null default true,
  exit_condition_prompt text,
  zone text,
  windows text,
  jitter_seconds integer not null,
  published_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, sequence_id, number),
  foreign key (workspace_id, sequence_id) references sequence
);

create table published_step (
  workspace_id uuid not null,
  id uuid not null,
  version_id uuid not null,
  number integer not null,
  channel text not null,
  delay_value integer not null,
  delay_unit text not null,
  subject text not null,
  text text not null,
  html text,
  new_thread boolean not null,
  primary key (workspace_id, id),
  unique (workspace_id, version_id, number),
  foreign key (workspace_id, version_id) references sequence_version
);

-- Every step writes this row twice, so it is narrow, has room to grow in its page and few indexes.
create table enrollment (
  workspace_id uuid not null,
  id uuid not null,
  sequence_id uuid not null,
  version_id uuid not null,
  contact_id uuid not null,
  sender_account_id uuid not null,
  message_id uuid,
  thread_id uuid,
  due_at timestamptz,
  last_sent_at timestamptz,
  enrolled_at timestamptz not null,
  finished_at timestamptz,
  updated_at timestamptz not null,
  version bigint not null,
  step_number integer not null,
  step_count integer not null,
  occurrence integer not null,
  exit_on_reply boolean not null,
  test boolean not null,
  status text not null
    check (status in ('ACTIVE', 'SENDING', 'PAUSED', 'AWAITING_TASK', 'FINISHED')),
  finish_reason text,
  pause_reason text,
  held_reason text,
  blocked_reason text,
  primary key (workspace_id, id),
  check ((status = 'FINISHED') = (finish_reason is not null)),
  check ((status = 'FINISHED') = (finished_at is not null)),
  check (status <> 'ACTIVE' or due_at is not null),
  check (status <> 'SENDING' or message_id is not null),
  foreign key (workspace_id, version_id) references sequence_version
) with (fillfactor = 80);

-- One open way of a contact through a sequence; also the way from a contact to what runs.
create unique index enrollment_open on enrollment (workspace_id, contact_id, sequence_id)
  where status <> 'FINISHED';
-- The due scan: an account that waits costs one probe.
create index enrollment_due on enrollment (sender_account_id, due_at)
  where status = 'ACTIVE' and not test;
create index enrollment_test_due on enrollment (workspace_id, due_at)
  where status = 'ACTIVE' and test;
-- Who ended it himself is not led into it again by a rule or a label.
create index enrollment_answered on enrollment (workspace_id, contact_id, sequence_id)
  where finish_reason in ('REPLIED', 'OPTED_OUT', 'EXIT_CONDITION');
create index enrollment_of_sequence on enrollment (workspace_id, sequence_id, id);

-- What waits for room at a recipient domain.
create index enrollment_of_domain on enrollment (workspace_id)
  where held_reason = 'recipient_domain_limit' and status = 'ACTIVE';

-- Where the pace there has changed: who waits is told in batches.
create table pace_change (
  workspace_id uuid primary key,
  changed_at timestamptz not null
);

-- All ways of a contact, those that are over included.
create index enrollment_of_contact on enrollment (workspace_id, contact_id, id);

-- What the enrollment came from, written once and read by people.
create table enrollment_source (
  workspace_id uuid not null,
  enrollment_id uuid not null,
  type text not null,
  message_id uuid,
  thread_id uuid,
  subject text,
  from_address text,
  primary key (workspace_id, enrollment_id),
  foreign key (workspace_id, enrollment_id) references enrollment
);
-- An answer in that conversation stops what came from it.
create index enrollment_source_thread on enrollment_source (workspace_id, thread_id)
  where thread_id is not null;

-- When an account last had more to send than its limits allow, and since when without a break: its
-- backlog is late by order, not by a breakdown, and is not put aside for review.
create table account_backlog (
  workspace_id uuid not null,
  sender_account_id uuid not null,
  limited_from timestamptz not null,
  limited_at timestamptz not null,
  primary key (workspace_id, sender_account_id)
);

-- A bulk enrollment too large for one request. Each batch of contacts and the place it leads to are
-- committed together, so whoever takes the job up after a crash goes on exactly there.
create table enroll_job (
  workspace_id uuid not null,
  id uuid not null,
  state text not null
    check (state in ('WAITING', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
  sequence_id uuid not null,
  sender_account_id uuid not null,
  bound_inbox uuid,
  exit_on_reply boolean,
  collision text not null,
  dry_run boolean not null,
  -- whom, as the contacts module wrote it
  selection text not null,
  -- counted when it begins; contacts come and go meanwhile
  total bigint,
  -- the last contact that was looked at; they go in the order of their ids
  last_contact_id uuid,
  -- how many came out how, in the order of EnrollOutcome
  counts bigint[] not null,
  failures integer not null,
  failure text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
create index enroll_job_open on enroll_job (created_at) where state in ('WAITING', 'RUNNING');

-- What starts a sequence by itself.
create table workflow_rule (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  trigger text not null check (trigger in ('LABEL_APPLIED', 'EMAIL_RECEIVED')),
  label_id uuid,
  -- in lower case; null asks nothing
  to_address text,
  from_domain text,
  sequence_id uuid not null,
  sender_account_id uuid,
  exit_on_reply boolean,
  collision text not null,
  enabled boolean not null,
  -- nobody sees it any more, and its runs go in batches before it does
  removed boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  primary key (workspace_id, id),
  check ((trigger = 'LABEL_APPLIED') = (label_id is not null)),
  foreign key (workspace_id, sequence_id) references sequence
);
create index workflow_rule_trigger on workflow_rule (workspace_id, trigger) where enabled;
create index workflow_rule_removed on workflow_rule (id) where removed;

-- A rule runs once for a person, however often its trigger comes. The row is written with the
-- trigger; the enrolling comes after.
create table workflow_run (
  workspace_id uuid not null,
  rule_id uuid not null,
  -- a contact's id, or the address of whoever wrote
  person text not null,
  -- of one who wrote it is known when the rule has run
  contact_id uuid,
  state text not null check (state in ('WAITING', 'DONE')),
  outcome text,
  enrollment_id uuid,
  triggered_at timestamptz not null,
  primary key (workspace_id, rule_id, person),
  foreign key (workspace_id, rule_id) references workflow_rule on delete cascade
);
create index workflow_run_waiting on workflow_run (workspace_id, rule_id, person)
  where state = 'WAITING';
create index workflow_run_writer on workflow_run (workspace_id, contact_id)
  where state = 'DONE' and person like '%@%';
