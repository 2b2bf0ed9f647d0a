-- A workspace in which everything went as it should. Ids are small numbers in 32 digits.
create function pg_temp.id(n int) returns uuid language sql as
  $$ select lpad(n::text, 32, '0')::uuid $$;

insert into messaging.sender_account
  (id, workspace_id, channel, address, display_name, status, daily_limit, limit_since, created_at,
   updated_at)
values
  (pg_temp.id(10), pg_temp.id(1), 'EMAIL', 'sales@cadenza.test', 'Sales', 'ACTIVE', 50,
   now() - interval '40 days', now() - interval '40 days', now() - interval '40 days');

insert into sequences.sequence
  (workspace_id, id, name, status, sender_account_id, created_at, updated_at, version)
values
  (pg_temp.id(1), pg_temp.id(20), 'Proposal', 'ACTIVE', pg_temp.id(10), now(), now(), 0);
insert into sequences.sequence_version
  (workspace_id, id, sequence_id, number, exit_on_reply, jitter_seconds, published_at)
values
  (pg_temp.id(1), pg_temp.id(21), pg_temp.id(20), 1, true, 0, now() - interval '20 days');

-- 71 went through both steps, 72 waits for its first.
insert into sequences.enrollment
  (workspace_id, id, sequence_id, version_id, contact_id, sender_account_id, message_id, due_at,
   enrolled_at, finished_at, updated_at, version, step_number, step_count, occurrence,
   exit_on_reply, test, status, finish_reason)
values
  (pg_temp.id(1), pg_temp.id(71), pg_temp.id(20), pg_temp.id(21), pg_temp.id(31), pg_temp.id(10),
   null, null, now() - interval '12 days', now() - interval '5 days' + interval '3 seconds', now(),
   0, 2, 2, 1, true, false, 'FINISHED', 'COMPLETED'),
  (pg_temp.id(1), pg_temp.id(72), pg_temp.id(20), pg_temp.id(21), pg_temp.id(32), pg_temp.id(10),
   null, now() + interval '2 days', now(), null, now(), 0, 1, 2, 1, true, false, 'ACTIVE', null);

insert into messaging.thread (id, workspace_id, sender_account_id, contact_id, subject, created_at)
values (pg_temp.id(40), pg_temp.id(1), pg_temp.id(10), pg_temp.id(31), 'Hello', now());

insert into messaging.message
  (id, workspace_id, sender_account_id, direction, status, kind, enrollment_id, step_number,
   occurrence, due_at, created_at, begun_at, accepted_at, fence, attempts)
values
  (pg_temp.id(51), pg_temp.id(1), pg_temp.id(10), 'OUTBOUND', 'SENT', null, pg_temp.id(71), 1, 1,
   now() - interval '10 days', now() - interval '10 days', now() - interval '10 days',
   now() - interval '10 days' + interval '1 second', 1, 1),
  (pg_temp.id(52), pg_temp.id(1), pg_temp.id(10), 'OUTBOUND', 'SENT', null, pg_temp.id(71), 2, 1,
   now() - interval '5 days', now() - interval '5 days', now() - interval '5 days',
   now() - interval '5 days' + interval '1 second', 1, 1),
  (pg_temp.id(61), pg_temp.id(1), pg_temp.id(10), 'INBOUND', 'RECEIVED', 'REPLY', pg_temp.id(71),
   null, null, null, now() - interval '4 days', null, null, 0, 0);
insert into messaging.message_content
  (message_id, workspace_id, sender_account_id, thread_id, contact_id, from_address, to_address,
   subject, body_text, rfc_message_id, created_at)
values
  (pg_temp.id(51), pg_temp.id(1), pg_temp.id(10), pg_temp.id(40), pg_temp.id(31),
   'sales@cadenza.test', 'avery@example.test', 'Hello', 'One', '<m51@cadenza.test>', now()),
  (pg_temp.id(52), pg_temp.id(1), pg_temp.id(10), pg_temp.id(40), pg_temp.id(31),
   'sales@cadenza.test', 'avery@example.test', 'Re: Hello', 'Two', '<m52@cadenza.test>', now()),
  (pg_temp.id(61), pg_temp.id(1), pg_temp.id(10), pg_temp.id(40), pg_temp.id(31),
   'avery@example.test', 'sales@cadenza.test', 'Re: Hello', 'Thanks', '<m61@example.test>', now());
insert into sink values
  ('<m51@cadenza.test>', 'avery@example.test', now() - interval '10 days'),
  ('<m52@cadenza.test>', 'avery@example.test', now() - interval '5 days');

insert into webhooks.endpoint
  (workspace_id, id, number, url, format, options, all_types, event_types, status, sealed_secret, created_at,
   updated_at, version)
values
  (pg_temp.id(1), pg_temp.id(80), 1, 'https://example.test/', 'standard', '{}', false, '{message.sent}',
   'ENABLED', 'sealed', now() - interval '30 days', now(), 0);
insert into webhooks.subscription
  (workspace_id, id, endpoint_id, format, all_types, event_types, active_from)
values
  (pg_temp.id(1), pg_temp.id(81), pg_temp.id(80), 'standard', false, '{message.sent}',
   now() - interval '30 days');
insert into webhooks.event
  (workspace_id, id, type, occurred_at, payload)
values
  (pg_temp.id(1), pg_temp.id(82), 'message.sent', now() - interval '10 days', '{}'),
  (pg_temp.id(1), pg_temp.id(83), 'reply.received', now() - interval '4 days', '{}');
insert into webhooks.event_batch
  (workspace_id, id, type, event_ids, last_number, relayed_at)
values
  (pg_temp.id(1), pg_temp.id(82), 'message.sent', array[pg_temp.id(82)], 1,
   now() - interval '10 days'),
  (pg_temp.id(1), pg_temp.id(83), 'reply.received', array[pg_temp.id(83)], 2,
   now() - interval '4 days');
insert into webhooks.delivery
  (workspace_id, id, endpoint_id, event_id, event_type, status, attempts, created_at, delivered_at)
values
  (pg_temp.id(1), pg_temp.id(84), pg_temp.id(80), pg_temp.id(82), 'message.sent', 'SUCCEEDED', 1,
   now() - interval '10 days', now() - interval '10 days');

insert into contacts.suppression
  (workspace_id, id, kind, subject, subject_hash, reason, since, version)
values
  (pg_temp.id(1), pg_temp.id(90), 'ADDRESS', 'gone@example.test', 'a hash', 'manual',
   now() - interval '30 days', 0);
