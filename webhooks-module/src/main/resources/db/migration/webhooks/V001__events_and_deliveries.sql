-- The event log. A row is written in the transaction of the fact it tells of, and stays as it is until
-- somebody in it is forgotten.
create table event (
  workspace_id uuid not null,
  id uuid not null,
  type text not null,
  occurred_at timestamptz not null,
  -- the envelope without its number, which is put in at its end when it is told
  payload text not null,
  primary key (workspace_id, id)
);

-- Events that were written together, in their order: what the relay numbers, so that it touches no event.
-- They have the numbers up to last_number, and a batch has never more than 100, so that it is read with
-- its row.
create table event_batch (
  workspace_id uuid not null,
  -- that of its first event
  id uuid not null,
  type text not null,
  event_ids uuid[] not null,
  last_number bigint,
  relayed_at timestamptz
);

-- what the relay still has to number; costs nothing for what is told already
create unique index event_batch_waiting on event_batch (workspace_id, id) where last_number is null;
create unique index event_batch_numbered on event_batch (workspace_id, last_number)
  where last_number is not null;
-- one type among all others, however rare
create index event_batch_of_type on event_batch (workspace_id, type, last_number)
  where last_number is not null;

-- The last number given in each workspace. Its row lock makes the numbers gapless, and decides
-- whether a subscription is older or younger than an event.
create table counter (
  workspace_id uuid primary key,
  last_sequence bigint not null
) with (fillfactor = 50);

create table endpoint (
  workspace_id uuid not null,
  id uuid not null,
  url text not null,
  description text,
  -- its id where a format has whole numbers for ids: rising in its workspace
  number int not null,
  format text not null,
  -- what the format lets an endpoint choose, as JSON; the format alone reads it
  options text not null,
  -- in the words of the format
  all_types boolean not null,
  event_types text[] not null,
  status text not null check (status in ('ENABLED', 'DISABLED', 'DELETED')),
  status_reason text,
  sealed_secret text not null,
  -- so many requests in so many seconds, over all nodes; null for as many as there are
  rate_limit int check (rate_limit > 0),
  rate_seconds int not null default 1,
  -- headers of its owner's, as sealed JSON, and their names
  sealed_headers text,
  header_names text[] not null default '{}',
  -- who opened it: a person, or else a token
  owner_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  primary key (workspace_id, id),
  unique (id),
  unique (workspace_id, number)
);

-- How an endpoint has been answering of late, apart from it because it changes with its deliveries.
create table endpoint_state (
  workspace_id uuid not null,
  endpoint_id uuid not null,
  -- since when nothing has succeeded, and when something failed last
  first_failed_at timestamptz,
  last_failed_at timestamptz,
  -- when it said that it is gone
  gone_at timestamptz,
  -- how many attempts in a row have found no answer
  unreachable int not null default 0,
  -- while one request is under way to see whether it answers again
  probe_until timestamptz,
  -- to when the requests that have left use up its limit
  paced_until timestamptz,
  -- whether its endpoint is disabled or deleted: what it was like then is shown, and concerns nobody
  switched_off boolean not null default false,
  -- it was switched off, and what is pending for it of events up to this number is not cancelled yet
  cancel_up_to bigint,
  primary key (workspace_id, endpoint_id),
  unique (endpoint_id)
) with (fillfactor = 50);
create index endpoint_state_failing on endpoint_state (endpoint_id)
  where not switched_off and (gone_at is not null or first_failed_at is not null);
create index endpoint_state_cancelling on endpoint_state (endpoint_id) where cancel_up_to is not null;

-- Secrets that were followed by another one, and sign beside it for a while.
create table former_secret (
  workspace_id uuid not null,
  endpoint_id uuid not null,
  id uuid not null,
  sealed_secret text not null,
  expires_at timestamptz not null,
  primary key (workspace_id, endpoint_id, id)
);

-- What an endpoint listens to, and since when; a change closes the row and opens the next.
create table subscription (
  workspace_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  format text not null,
  all_types boolean not null,
  event_types text[] not null,
  active_from timestamptz not null,
  active_until timestamptz,
  primary key (workspace_id, id)
);

create unique index subscription_active on subscription (workspace_id, endpoint_id)
  where active_until is null;

-- How far the log is told in a format that has words of its own. What is not standard is told from
-- here, in the order of the numbers; a row is there since the first endpoint of its format.
create table feed (
  workspace_id uuid not null,
  format text not null,
  passed bigint not null,
  -- the last number given in a log of the format's own
  told bigint not null default 0,
  primary key (workspace_id, format)
) with (fillfactor = 50);

-- What was told in a format that keeps a log of its own, for a while: numbered without a gap in its
-- workspace, whoever listened.
create table told_event (
  workspace_id uuid not null,
  format text not null,
  number bigint not null,
  -- what happened, in our own log
  event_id uuid not null,
  -- in the words of the format, as it was signed and sent
  type text not null,
  body text not null,
  told_at timestamptz not null,
  primary key (workspace_id, format, number)
);
create index told_event_of on told_event (workspace_id, event_id);
create index told_event_age on told_event (told_at);

-- What has come of each sequence, as far as it is told as one of Inbox's campaigns: counted along
-- with the log, since to count the enrollments of a large one takes longer than to tell of it.
create table inbox_campaign (
  workspace_id uuid not null,
  sequence_id uuid not null,
  targets bigint not null,
  contacted bigint not null,
  replies bigint not null,
  started_at timestamptz,
  paused_at timestamptz,
  completed_at timestamptz,
  primary key (workspace_id, sequence_id)
) with (fillfactor = 50);

-- Whole numbers that stand for ids where Reply.io's consumers read them: rising in their workspace, for
-- each kind by itself.
create table reply_number (
  workspace_id uuid not null,
  kind text not null,
  id uuid not null,
  number int not null check (number > 0),
  primary key (workspace_id, kind, id),
  unique (workspace_id, kind, number)
);

create table delivery (
  workspace_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  -- in the words of the endpoint's format
  event_type text not null,
  -- that of its event; a sample has none
  event_number bigint,
  -- null where the event is told as it stands in the log, and where its person is forgotten
  body text,
  -- a sample is not in the log
  sample boolean not null default false,
  status text not null check (status in ('PENDING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  -- 0 before the first attempt and for a retry by hand, 1 for a planned retry
  lane smallint not null default 0,
  attempts int not null default 0,
  -- while a request is under way this is the end of its lease, so a crash makes it due again
  next_attempt_at timestamptz,
  lease_until timestamptz,
  fence bigint not null default 0,
  by_hand boolean not null default false,
  created_at timestamptz not null,
  delivered_at timestamptz,
  primary key (workspace_id, id)
);

-- one event may be several in the words of a format
create unique index delivery_once on delivery (endpoint_id, event_id, event_type);
create index delivery_due on delivery (endpoint_id, lane, next_attempt_at)
  where status = 'PENDING';
create index delivery_dead on delivery (workspace_id, id) where status = 'FAILED';

create index delivery_over on delivery (endpoint_id, id) where status in ('FAILED', 'CANCELLED');

-- What somebody asked to be sent again: done bit by bit, one at a time for an endpoint. The last one stays
-- to be looked at. Either deliveries that came to nothing, or a range of the log.
create table resending (
  workspace_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  status text not null check (status in ('RUNNING', 'DONE', 'CANCELLED')),
  -- deliveries made since then; null for a range of the log
  since timestamptz,
  -- the last delivery looked at
  passed uuid,
  -- the number before the first, the last number looked at, and the last of all
  after_number bigint,
  passed_number bigint,
  last_number bigint,
  -- so many there are, were looked at, and were made due
  total bigint,
  processed bigint not null default 0,
  queued bigint not null default 0,
  created_at timestamptz not null,
  next_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id),
  unique (endpoint_id)
) with (fillfactor = 50);
create index resending_next on resending (next_at) where status = 'RUNNING';

create table delivery_attempt (
  workspace_id uuid not null,
  delivery_id uuid not null,
  number int not null,
  started_at timestamptz not null,
  duration_millis int not null,
  status int,
  error text,
  response_headers text,
  response_body text,
  by_hand boolean not null,
  primary key (workspace_id, delivery_id, number)
);

-- Persons that the log shall forget; gone when it has. It is walked twice, because an event of a
-- transaction that was slow to commit may come behind the first walk.
create table erasure (
  workspace_id uuid not null,
  id uuid not null,
  -- ids as they stand on the wire, and addresses in lower case
  mentions text[] not null,
  -- the last event looked at
  passed uuid not null,
  next_at timestamptz not null,
  again boolean not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create index erasure_next on erasure (next_at);

-- RFC 9562 version 7, so that deliveries made in SQL sort by their time like all other keys.
create function next_id() returns uuid language sql volatile as $$
  select encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(
            int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6),
        52, 1),
      53, 1),
    'hex')::uuid
$$;
