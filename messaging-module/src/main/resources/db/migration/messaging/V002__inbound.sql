-- What comes in, and how far each mailbox has been read.

-- One row for each account that is read: who reads it, and why it cannot be read.
create table mailbox (
  sender_account_id uuid primary key,
  workspace_id uuid not null,
  -- mail that arrived earlier is history
  connected_at timestamptz not null,
  -- the node that watches it, until the lease runs out (database time)
  node uuid,
  lease_until timestamptz,
  trouble text,
  failures integer not null default 0,
  -- the settings that failed; others may be tried at once
  failed_settings text,
  next_login_at timestamptz
);

-- How far a folder has been read; moves in the transaction that stores the message.
create table mailbox_cursor (
  sender_account_id uuid not null,
  folder text not null,
  workspace_id uuid not null,
  uid_validity bigint not null,
  last_uid bigint not null,
  -- mail below this UID was there before the first connection
  history_below bigint not null,
  read_at timestamptz not null,
  primary key (sender_account_id, folder)
);

-- What makes an inbound message one message, however often and wherever it is seen.
create table inbound_mail (
  message_id uuid primary key,
  workspace_id uuid not null,
  sender_account_id uuid not null,
  identity text not null,
  -- one is made up for a mail that has none, or one that another mail has already
  rfc_message_id text not null,
  folder text not null,
  uid_validity bigint,
  uid bigint,
  -- it arrived before the account was connected; nobody was told of it
  history boolean not null,
  matched_message_id uuid,
  -- header, thread, subject, contact or hand
  matched_by text,
  -- it answers a message that went to another address
  other_sender boolean not null,
  unique (sender_account_id, identity),
  unique (sender_account_id, rfc_message_id),
  unique (sender_account_id, folder, uid_validity, uid)
);

-- What a provider calls a message that it passes on under another Message-ID than ours.
create table provider_message_id (
  workspace_id uuid not null,
  sender_account_id uuid not null,
  message_id uuid not null,
  provider_id text not null,
  primary key (sender_account_id, provider_id)
);

create index thread_account on thread (workspace_id, sender_account_id, id);
create index thread_contact on thread (workspace_id, contact_id) where contact_id is not null;
create index message_content_from on message_content (workspace_id, from_key)
  where received_at is not null;

-- What a report of non-delivery says about each recipient.
create table inbound_bounce (
  message_id uuid not null,
  position integer not null,
  workspace_id uuid not null,
  sender_account_id uuid not null,
  -- as the report names him; empty when it names nobody
  recipient text not null,
  recipient_key text not null generated always as (lower(recipient)) stored,
  action text not null,
  status text not null,
  -- empty when it is not told
  reply_code text not null,
  reason text not null,
  class text not null,
  -- the message that came back, and where it was written to; null for none of ours
  bounced_message_id uuid,
  address text,
  created_at timestamptz not null,
  primary key (message_id, position)
);
create index inbound_bounce_address on inbound_bounce (workspace_id, address, created_at)
  where address is not null;
create index inbound_bounce_unmatched on inbound_bounce (workspace_id, recipient_key)
  where bounced_message_id is null;
create index inbound_bounce_bounced on inbound_bounce (bounced_message_id)
  where bounced_message_id is not null;

-- Of a reply, a person's or a machine's: what is new in it.
alter table message_content add column reply_text text;
