-- What makes an account troubled without a word of its provider against it: rests that follow each
-- other with no mail sent between them, and mail refused or put off by policy in the same way.

alter table sender_account
  add column resting_since timestamptz,
  add column rests integer not null default 0,
  -- set when its owner was told; cleared when a mail goes out again
  add column rest_reason text,
  add column refused_since timestamptz,
  add column policy_refusals integer not null default 0,
  add column put_off_since timestamptz,
  add column put_offs integer not null default 0;

-- The latest reports about an account's own mail.
create index inbound_bounce_account on inbound_bounce (sender_account_id, created_at)
  where address is not null;

create index sender_account_away on sender_account (id) where rest_reason is not null;
