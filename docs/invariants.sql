-- What must hold at any moment, over the views of docs/views.md. Every query returns no row.
-- Each begins with a line "-- I<number><letter>: <sentence>" and ends with a semicolon.
--
-- [quiet] is final only when no work is due; [wire] compares with a witness outside of the database:
-- a table sink(message_id text, rcpt text, at timestamptz) with one row for each message that a mail
-- server took. Without such a table leave these out.

-- I1: nothing is lost: a step that is due is under way within five minutes, or says why not [quiet]
select * from report.v_send
where state in ('due', 'queued') and not test
  and greatest(due_at, next_attempt_at) < now() - interval '5 minutes';

-- I1b: an enrollment that sends has the message it sends
select e.* from report.v_enrollment e
where e.state = 'sending'
  and not exists (
    select 1 from report.v_send s
    where s.enrollment_id = e.id and s.state in ('queued', 'claimed', 'unknown'));

-- I2: no step of an enrollment is said twice, whatever was paused, returned or resolved in between
select enrollment_id, step_no, count(*) from report.v_send
where state in ('sent', 'claimed', 'unknown') and enrollment_id is not null
group by enrollment_id, step_no having count(*) > 1;

-- I3: what the wire saw is on record [wire]
select k.* from sink k
left join report.v_send s on s.message_id = k.message_id and s.state in ('sent', 'unknown')
where s.id is null;

-- I3b: what is on record as sent was on the wire [wire]
select s.* from report.v_send s
left join sink k on k.message_id = s.message_id
where s.state = 'sent' and not s.test and k.message_id is null;

-- I3c: the wire saw nothing twice, but for what a person resent [wire]
select k.message_id, count(*) from sink k
left join report.v_send s on s.message_id = k.message_id
group by k.message_id having count(*) > max(coalesce(s.attempts, 1)) and count(*) > 1;

-- I4: nothing begins after its enrollment is over (a stop may take two seconds to be written)
select s.* from report.v_send s
join report.v_enrollment e on e.workspace_id = s.workspace_id and e.id = s.enrollment_id
where s.claimed_at > e.finished_at + interval '2 seconds';

-- I4b: nothing begins towards an address that nobody may write to
select s.* from report.v_send s
join report.v_suppression x
  on x.workspace_id = s.workspace_id
  and (x.address = lower(s.to_addr)
    or x.domain = split_part(lower(s.to_addr), '@', 2)
    or right(split_part(lower(s.to_addr), '@', 2), length(x.domain) + 1) = '.' || x.domain)
where coalesce(x.channel, 'email') = 'email' and s.claimed_at > x.since + interval '2 seconds'
  and (x.until is null or s.claimed_at < x.until);

-- I5: nothing leaves early
select * from report.v_send where claimed_at < due_at or accepted_at < due_at;

-- I6: no mailbox passes its daily limit, in any 24 hours since the limit was set
select * from (
  select s.mailbox_id, s.id, s.queued_at, s.accepted_at, m.daily_limit, m.limit_since,
    count(*) over (
      partition by s.mailbox_id order by s.accepted_at
      range between interval '24 hours' - interval '1 microsecond' preceding and current row)
      as in_window
  from report.v_send s
  join report.v_mailbox m on m.workspace_id = s.workspace_id and m.id = s.mailbox_id
  where s.accepted_at is not null) sends
where in_window > daily_limit and queued_at >= limit_since;

-- I6b: nor its hourly limit
select * from (
  select s.mailbox_id, s.id, s.queued_at, s.accepted_at, m.hourly_limit, m.limit_since,
    count(*) over (
      partition by s.mailbox_id order by s.accepted_at
      range between interval '1 hour' - interval '1 microsecond' preceding and current row)
      as in_window
  from report.v_send s
  join report.v_mailbox m on m.workspace_id = s.workspace_id and m.id = s.mailbox_id
  where s.accepted_at is not null) sends
where in_window > hourly_limit and queued_at >= limit_since;

-- I7: steps leave in their order
select a.* from report.v_send a
join report.v_send b on b.enrollment_id = a.enrollment_id and a.step_no < b.step_no
where a.accepted_at > b.accepted_at;

-- I8: every event went to every standard endpoint that wanted it when it was relayed, or is visibly under way
select e.id, s.endpoint_id from report.v_event e
join report.v_subscription s on s.workspace_id = e.workspace_id
  and s.active_from <= e.relayed_at and (s.active_until is null or s.active_until > e.relayed_at)
  and (e.type = any(s.event_types) or '*' = any(s.event_types))
  and s.format = 'standard'
left join report.v_delivery d on d.event_id = e.id and d.endpoint_id = s.endpoint_id
where d.event_id is null;

-- I8b: no delivery without its event
select d.* from report.v_delivery d
left join report.v_event e on e.workspace_id = d.workspace_id and e.id = d.event_id
where e.id is null and not d.sample;

-- I8c: the numbers of a workspace's events have no gap and were given once (the oldest events may be deleted)
select workspace_id, count(number), min(number), max(number) from report.v_event
where number is not null
group by workspace_id
having count(number) <> max(number) - min(number) + 1 or count(number) <> count(distinct number);

-- I9: what came in was stored once
select mailbox_id, message_id, count(*) from report.v_inbound
group by mailbox_id, message_id having count(*) > 1;

-- I10: tenants never mix: a send and its enrollment
select s.* from report.v_send s
join report.v_enrollment e on e.id = s.enrollment_id
where s.workspace_id <> e.workspace_id;

-- I10b: a send and its mailbox
select s.* from report.v_send s
join report.v_mailbox m on m.id = s.mailbox_id
where s.workspace_id <> m.workspace_id;

-- I10c: a delivery and its event
select d.* from report.v_delivery d
join report.v_event e on e.id = d.event_id
where d.workspace_id <> e.workspace_id;

-- I11: nobody holds a message for ever
select * from report.v_send
where state = 'claimed' and not test and lease_until < now() - interval '10 minutes';
