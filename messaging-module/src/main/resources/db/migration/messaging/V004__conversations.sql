-- What a mail brought along, and what people do with conversations.

-- Where the writer wants his answers, when it is not where he writes from.
alter table message_content add column reply_to_address text;

-- The files of an inbound mail. What is too large to be kept is named all the same.
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
  primary key (workspace_id, id)
);
create unique index attachment_message on attachment (message_id, position);
-- what comes by mail is compressed already
alter table attachment alter column content set storage external;
