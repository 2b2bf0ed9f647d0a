create table workspace (
  id         uuid primary key,
  name       text        not null,
  zone       text        not null,
  test       boolean     not null,
  created_at timestamptz not null
);

-- Somebody without an address or a password cannot log in. A password is stretched, never stored.
create table users (
  workspace_id uuid        not null references workspace,
  id           uuid        not null,
  name         text        not null,
  email        text,
  role         text        not null,
  password     text,
  created_at   timestamptz not null,
  version      bigint      not null,
  primary key (id),
  unique (workspace_id, id),
  unique (workspace_id, email)
);
create index users_email on users (email) where email is not null;

-- Somebody who logged in; of the cookie only its hash is here.
create table login_session (
  workspace_id uuid        not null references workspace,
  id           uuid        not null,
  user_id      uuid        not null,
  hash         text        not null unique,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);
create index login_session_user on login_session (workspace_id, user_id);
create index login_session_age on login_session (seen_at);

-- The token itself is nowhere: it is random enough that a plain hash proves it. Its scopes are
-- names, or * for every one there is, those of a later version included.
create table token (
  workspace_id uuid        not null references workspace,
  id           uuid        not null,
  label        text        not null,
  hash         text        not null unique,
  prefix       text        not null,
  scopes       text        not null,
  inbox_id     uuid,
  rate         integer, -- requests a second; null: those of the configuration
  requires_approval boolean not null default false,
  created_by   uuid,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  version      bigint      not null,
  primary key (id),
  unique (workspace_id, id)
);
create index token_made_with on token (created_by);

-- Whose token it is. Whoever asks is not known yet, so the wall would show nobody: this looks over it,
-- for one row, and only with the proof in hand.
create function token_with(proof text) returns setof token
  language plpgsql set search_path = access, pg_temp
as $$
declare
  before text := coalesce(current_setting('cadenza.workspace', true), '');
begin
  perform set_config('cadenza.workspace', 'engine', true);
  return query select * from token where hash = proof;
  perform set_config('cadenza.workspace', before, true);
end
$$;

-- What a token asked for that it may not do by itself. It is done in the transaction that says so.
create table approval (
  workspace_id uuid        not null,
  id           uuid        not null,
  kind         text        not null,
  request      text        not null,
  -- whom it reached when it was written
  reaches      text        not null,
  token_id     uuid        not null,
  inbox_id     uuid,
  state        text        not null check (state in ('PENDING', 'APPROVED', 'REFUSED', 'EXPIRED')),
  result       text,
  reason       text,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  decided_at   timestamptz,
  decided_by   uuid,
  by_person    boolean     not null,
  edited_at    timestamptz,
  edited_by    uuid,
  edited_by_person boolean not null,
  version      bigint      not null,
  primary key (id),
  unique (workspace_id, id),
  foreign key (workspace_id, token_id) references token (workspace_id, id)
);
create index approval_state on approval (workspace_id, state, id);
create index approval_inbox on approval (workspace_id, inbox_id, id) where inbox_id is not null;
create index approval_token on approval (workspace_id, token_id) where state = 'PENDING';
create index approval_age on approval (expires_at) where state <> 'PENDING';
create index approval_due on approval (expires_at) where state = 'PENDING';

-- A workspace that lives by this clock instead of the real time.
create table test_clock (
  workspace_id uuid        not null references workspace,
  id           uuid        not null,
  opened_by    uuid        not null,
  state        text        not null,
  stands_at    timestamptz not null,
  runs_to      timestamptz,
  created_at   timestamptz not null,
  version      bigint      not null,
  primary key (id),
  unique (workspace_id)
);
create index test_clock_opened_by on test_clock (opened_by);

-- Whoever opened a test workspace moves its clock, and ends its tokens with those that made them.
create policy opened on test_clock for select using (
  opened_by = (select nullif(nullif(current_setting('cadenza.workspace', true), ''), 'engine')::uuid)
);
create policy opened_moved on test_clock for update using (
  opened_by = (select nullif(nullif(current_setting('cadenza.workspace', true), ''), 'engine')::uuid)
);
create policy opened_seen on token for select using (
  workspace_id in (
    select c.workspace_id from test_clock c
    where c.opened_by
      = (select nullif(nullif(current_setting('cadenza.workspace', true), ''), 'engine')::uuid))
);
create policy opened_ended on token for update using (
  workspace_id in (
    select c.workspace_id from test_clock c
    where c.opened_by
      = (select nullif(nullif(current_setting('cadenza.workspace', true), ''), 'engine')::uuid))
);

-- A policy cannot compare a row with what it was: whose they are and what they prove never changes.
create function stays_whose_it_is() returns trigger language plpgsql as $$
begin
  if (new.workspace_id, new.id) is distinct from (old.workspace_id, old.id) then
    raise insufficient_privilege using message = 'permission denied: a row of ' || tg_table_name || ' stays whose it is';
  end if;
  if tg_table_name = 'token' then
    if (new.hash, new.scopes, new.inbox_id, new.created_by, new.requires_approval)
        is distinct from (old.hash, old.scopes, old.inbox_id, old.created_by, old.requires_approval) then
      raise insufficient_privilege using message = 'permission denied: a token stays what it is';
    end if;
  elsif new.opened_by is distinct from old.opened_by then
    raise insufficient_privilege using message = 'permission denied: a clock stays whose it is';
  end if;
  return new;
end
$$;
create trigger stays before update on token for each row execute function stays_whose_it_is();
create trigger stays before update on test_clock for each row execute function stays_whose_it_is();

-- What a POST with an Idempotency-Key answered, written in the transaction of its effect: a request
-- that died has no row, and its repeat is the first one.
create table idempotency_key (
  workspace_id uuid        not null,
  token_id     uuid        not null,
  key          text        not null,
  fingerprint  text        not null,
  status       integer     not null,
  location     text,
  media_type   text,
  body         text,
  created_at   timestamptz not null,
  primary key (workspace_id, token_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- Who did what: written in the transaction of what was done. The workspace of what nobody could be
-- asked for, like a token that proves nothing, is the nil UUID. No values are kept, only the names
-- of the fields that were given, so that nothing personal and no secret outlives its row.
create table audit_entry (
  workspace_id uuid        not null,
  id           uuid        not null,
  at           timestamptz not null,
  kind         text        not null,
  actor_kind   text,
  actor_id     uuid,
  user_id      uuid,
  address      text        not null,
  action       text        not null,
  status       integer     not null,
  object       text,
  fields       text        not null,
  times        integer     not null,
  request_id   text        not null,
  primary key (workspace_id, id)
);
comment on table audit_entry is 'append-only: the login role may neither change nor delete a row';
create index audit_entry_object on audit_entry (workspace_id, object, id) where object is not null;
create index audit_entry_kind on audit_entry (workspace_id, kind, id);
create index audit_entry_action on audit_entry (workspace_id, action, id);
create index audit_entry_actor on audit_entry (workspace_id, actor_id, id)
  where actor_id is not null;
