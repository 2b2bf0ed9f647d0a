-- What a mail brought along, and what people do with conversations.

-- Where the writer wants his answers, when it is not where he writes from.
alter table message_content add column reply_to_address text;

-- Who else gets a letter of ours, separated by single spaces.
alter table message_content
  add column cc_addresses text,
  add column bcc_addresses text;
create index message_content_copies on message_content (workspace_id)
  where cc_addresses is not null or bcc_addresses is not null;

-- What was uploaded, once for all letters that take it along.
create table stored_file (
  id uuid not null,
  workspace_id uuid not null,
  content bytea not null,
  -- when to look whether anybody still needs it
  look_at timestamptz not null,
  primary key (workspace_id, id)
);
create index stored_file_look on stored_file (look_at);
alter table stored_file alter column content set storage external;

-- What is uploaded to be attached, and is gone when nobody does; the stored file has its id.
create table blob (
  id uuid not null,
  workspace_id uuid not null,
  name text not null,
  content_type text not null,
  -- in bytes
  size bigint not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id)
);
create index blob_expiring on blob (expires_at);

-- The files of a mail. What an inbound one brings that is too large to be kept is named all the
-- same.
create table attachment (
  id uuid not null,
  workspace_id uuid not null,
  message_id uuid not null,
  position integer not null,
  name text not null,
  content_type text not null,
  -- shown within the text, as a picture is
  inline boolean not null,
  content_id text,
  -- in bytes; null where the mail was too large to be read that far
  size bigint,
  -- null where it is more than is kept, or gone with its contact
  content bytea,
  -- the stored file that a letter takes along; content is null then
  file_id uuid,
  primary key (workspace_id, id)
);
create unique index attachment_message on attachment (message_id, position);
create index attachment_file on attachment (workspace_id, file_id) where file_id is not null;
-- what comes by mail is compressed already
alter table attachment alter column content set storage external;

-- Mail of which nobody knows what it answers waits for somebody who does.
alter table inbound_mail
  -- names_nothing or unknown_message; null for what is matched, or needs no match
  add column unmatched text,
  -- what it names, the best first, separated by single spaces
  add column related_ids text,
  -- what it names may be known a moment later: its message is still being settled
  add column look_again_at timestamptz,
  add column looks integer not null default 0,
  -- matched, dismissed, or erased with its writer
  add column settled text,
  -- what somebody matched it with
  add column settled_with text,
  add column settled_at timestamptz,
  -- its sender writes more than a person would: a machine that answers a machine
  add column looping boolean not null default false,
  -- since when it is nobody's, or was last seen to be somebody's; null where its contact is known
  add column stray_since timestamptz;
create index inbound_stray on inbound_mail (stray_since) where stray_since is not null;
create index inbound_unmatched on inbound_mail (workspace_id, message_id)
  where unmatched is not null and settled is null;
create index inbound_unmatched_account on inbound_mail
  (workspace_id, sender_account_id, message_id) where unmatched is not null and settled is null;
create index inbound_look_again on inbound_mail (look_again_at) where look_again_at is not null;

-- The words of a report about one recipient, for whoever matches it later.
alter table inbound_bounce add column diagnostic text;

-- What people do with a conversation; nothing of it is touched by sending.
alter table thread
  add column assignee_id uuid,
  add column snoozed_until timestamptz,
  add column closed_at timestamptz,
  add column category text,
  -- a person wrote, and nobody has said that he has read it
  add column unread boolean not null default false,
  add column version bigint not null default 0;

-- What a workspace may call its conversations beside what all workspaces may.
create table own_category (
  workspace_id uuid not null,
  -- how thread.category names it
  key text not null,
  title text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  primary key (workspace_id, key)
);
create unique index own_category_title on own_category (workspace_id, lower(title));

create index thread_open on thread (workspace_id, id) where closed_at is null;
create index thread_closed on thread (workspace_id, id) where closed_at is not null;
create index thread_snoozed on thread (workspace_id, id) where snoozed_until is not null;
create index thread_unread on thread (workspace_id, id) where unread;
create index thread_assignee on thread (workspace_id, assignee_id, id)
  where assignee_id is not null;
create index thread_category on thread (workspace_id, category, id) where category is not null;
drop index thread_contact;
create index thread_contact on thread (workspace_id, contact_id, id) where contact_id is not null;
