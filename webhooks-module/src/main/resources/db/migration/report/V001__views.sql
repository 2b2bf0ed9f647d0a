-- What operators and auditors may rely on. The columns are described in docs/views.md.

-- One row for each outbound message, and one for each step that has no message yet.
create view v_send as
  select
    m.id,
    c.rfc_message_id as message_id,
    m.workspace_id,
    m.enrollment_id,
    m.step_number as step_no,
    m.occurrence,
    m.sender_account_id as mailbox_id,
    c.contact_id,
    c.to_address as to_addr,
    case m.status
      when 'SENDING' then 'claimed'
      when 'BOUNCED' then 'failed'
      else lower(m.status)
    end as state,
    m.status = 'BOUNCED' as bounced,
    m.due_at,
    m.created_at as queued_at,
    m.next_attempt_at,
    m.begun_at as claimed_at,
    m.lease_until,
    m.accepted_at,
    m.attempts,
    m.reason,
    m.test
  from messaging.message m
  join messaging.message_content c on c.message_id = m.id
  where m.direction = 'OUTBOUND'
  union all
  select
    null, null, e.workspace_id, e.id, e.step_number, e.occurrence, e.sender_account_id, e.contact_id,
    null,
    case
      when e.status = 'PAUSED' or a.status <> 'ACTIVE' then 'paused'
      when e.status = 'AWAITING_TASK' then 'awaiting_task'
      when e.held_reason is not null then 'held'
      when e.due_at > now() and not e.test then 'waiting'
      when e.test then 'waiting'
      when b.limited_at is not null
        and (a.daily_limit is not null or a.hourly_limit is not null or a.minimum_gap_millis > 0)
        then 'waiting_capacity'
      else 'due'
    end,
    false, e.due_at, null, null, null, null, null, 0,
    coalesce(e.held_reason, e.pause_reason, e.blocked_reason, a.status_reason),
    e.test
  from sequences.enrollment e
  left join messaging.sender_account a on a.id = e.sender_account_id
  left join sequences.account_backlog b
    on b.workspace_id = e.workspace_id and b.sender_account_id = e.sender_account_id
  where e.status in ('ACTIVE', 'PAUSED', 'AWAITING_TASK')
    -- a pause found the step's message under way: that row tells of the step
    and not exists (
      select 1 from messaging.message m
      where m.enrollment_id = e.id and m.step_number = e.step_number
        and m.occurrence = e.occurrence and not m.withdrawn);

create view v_enrollment as
  select id, workspace_id, contact_id, sequence_id, version_id,
    sender_account_id as mailbox_id,
    lower(status) as state,
    lower(finish_reason) as finish_reason,
    enrolled_at, finished_at,
    step_number as current_step, step_count as steps,
    due_at,
    coalesce(held_reason, pause_reason, blocked_reason) as reason,
    test
  from sequences.enrollment;

create view v_inbound as
  select m.id, m.workspace_id, m.sender_account_id as mailbox_id,
    lower(m.kind) as kind,
    -- a message that came without one, or with one that another has, is known by one made up for it
    coalesce(i.rfc_message_id, c.rfc_message_id, '<' || m.id || '@inbound.invalid>') as message_id,
    c.in_reply_to,
    c.thread_id,
    coalesce(c.received_at, m.created_at) as received_at,
    -- what was matched later has its effects from then on
    case when i.settled = 'matched' then i.settled_at else m.created_at end as processed_at,
    m.enrollment_id,
    m.test
  from messaging.message m
  join messaging.message_content c on c.message_id = m.id
  left join messaging.inbound_mail i on i.message_id = m.id
  where m.direction = 'INBOUND';

create view v_event as
  select e.id, e.workspace_id, b.last_number - cardinality(b.event_ids) + o.place as number,
    e.type, e.occurred_at, b.relayed_at
  from webhooks.event_batch b
  cross join lateral unnest(b.event_ids) with ordinality as o (id, place)
  join webhooks.event e on e.workspace_id = b.workspace_id and e.id = o.id;

create view v_subscription as
  select s.workspace_id, s.endpoint_id, s.format,
    case when s.all_types then array['*'] else s.event_types end as event_types,
    s.active_from, s.active_until
  from webhooks.subscription s;

create view v_delivery as
  select d.id, d.workspace_id, d.event_id, d.endpoint_id, d.event_type,
    lower(d.status) as state,
    d.attempts, d.created_at, d.next_attempt_at, d.delivered_at,
    d.sample
  from webhooks.delivery d;

create view v_suppression as
  select id, workspace_id,
    lower(kind) as kind,
    case when kind <> 'DOMAIN' then subject end as address,
    case when kind = 'DOMAIN' then subject end as domain,
    lower(channel) as channel,
    subject_hash, reason, evidence, since,
    least(lifted_at, expires_at) as until
  from contacts.suppression;

create view v_mailbox as
  select id, workspace_id, address, lower(channel) as channel, lower(status) as state,
    daily_limit, hourly_limit, minimum_gap_millis,
    'rolling'::text as limit_basis,
    limit_since, sandbox
  from messaging.sender_account;
