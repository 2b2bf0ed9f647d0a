create table contact (
  workspace_id      uuid        not null,
  id                uuid        not null,
  full_name         text        not null,
  email_labels      text[]      not null,
  email_addresses   text[]      not null,
  -- the first address in lower case; null when the contact has none
  address_key       text,
  phone_labels      text[]      not null,
  phone_numbers     text[]      not null,
  anniversary_types text[]      not null,
  anniversary_dates text[]      not null,
  notes             text,
  zone              text,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  version           bigint      not null,
  primary key (id),
  unique (workspace_id, id)
);

-- Each address belongs to one contact of its workspace.
create table contact_address (
  workspace_id uuid not null,
  address_key  text not null,
  contact_id   uuid not null,
  primary key (workspace_id, address_key),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index contact_address_of on contact_address (workspace_id, contact_id);

create table suppression (
  workspace_id uuid        not null,
  id           uuid        not null,
  address_key  text        not null,
  reason       text        not null,
  since        timestamptz not null,
  lifted_at    timestamptz,
  version      bigint      not null,
  primary key (id),
  unique (workspace_id, id)
);
create unique index suppression_in_force on suppression (workspace_id, address_key)
  where lifted_at is null;
