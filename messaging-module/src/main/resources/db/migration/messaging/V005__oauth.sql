-- Who logs in by an access token (XOAUTH2) instead of a password.

alter table sender_account
  -- gmail, google_workspace, microsoft_365, yahoo, amazon_ses; null: any other
  add column provider text,
  -- since when its mailbox is opened by a token; null: by passwords
  add column oauth_since timestamptz;

-- What access tokens are got with (RFC 6749, 6), and the last one.
create table mail_grant (
  sender_account_id uuid primary key,
  workspace_id uuid not null,
  token_url text not null,
  client_id text not null,
  -- sealed, as all secrets here, see SecretBox; null for a public client
  client_secret text,
  scope text,
  refresh_token text not null,
  access_token text,
  expires_at timestamptz,
  -- a node asks for a token until then at most; the others wait for it
  asked_until timestamptz,
  -- the issuer said no, and is not asked again before this
  refused_until timestamptz,
  refusals integer not null default 0,
  refusal text,
  given_at timestamptz not null,
  version bigint not null default 0,
  foreign key (workspace_id, sender_account_id) references sender_account (workspace_id, id)
    on delete cascade
);
