// The journey of GeneratedClientsIT by the generated TypeScript client. Ends with 0 when all is as it
// should be, and with an error that tells what was not.
import {
  Configuration,
  ContactsApi,
  EnrollmentsApi,
  SequencesApi,
  TestClocksApi,
} from '../../../../clients/target/typescript';

declare const process: { env: Record<string, string | undefined>; exitCode: number };

function client(accessToken: string | undefined): Configuration {
  return new Configuration({ basePath: process.env.CADENZA_URL, accessToken });
}

function expect(what: string, seen: unknown, wanted: unknown): void {
  if (seen !== wanted) {
    throw new Error(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
  }
}

async function advance(clocks: TestClocksApi, id: string, by: string): Promise<void> {
  let clock = await clocks.testClocksAdvance({ id, advance: { by } });
  for (let tries = 0; clock.status !== 'ready' && tries < 600; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    clock = await clocks.testClocksRead({ id });
  }
  expect('the clock', clock.status, 'ready');
}

async function journey(): Promise<void> {
  const clocks = new TestClocksApi(client(process.env.CADENZA_TOKEN));
  const clock = await clocks.testClocksOpen({
    newTestClock: { name: 'typescript', start: new Date('2026-01-05T09:00:00Z') },
  });
  const inside = client(clock.token);
  const contact = await new ContactsApi(inside).contactsSave({
    contactRequest: {
      fullName: 'Jo March',
      emails: [{ label: 'work', address: 'jo@example.com' }],
    },
  });
  const sequence = await new SequencesApi(inside).sequencesCreate({
    newSequence: {
      name: 'Proposal follow-up',
      senderInboxId: clock.inboxId,
      exitOnReply: true,
      emails: [
        { delayDays: 2, subject: 'Following up', body: 'About our proposal.' },
        { delayDays: 5, subject: 'Any questions?', body: 'About our proposal.' },
      ],
    },
  });
  const enrollments = new EnrollmentsApi(inside);
  const request = {
    newEnrollment: {
      inboxId: clock.inboxId,
      sequenceId: sequence.id,
      recipient: { contactId: contact.id },
    },
    idempotencyKey: 'once',
  };
  const enrolled = await enrollments.enrollmentsEnroll(request);
  const again = await enrollments.enrollmentsEnroll(request);
  expect('the same request once more', again.id, enrolled.id);

  await advance(clocks, clock.id!, 'P2D');
  const before = await enrollments.enrollmentsRead({ id: enrolled.id! });
  await clocks.testClocksReply({ id: clock.id!, scriptedReply: { text: 'No, thank you.' } });
  await advance(clocks, clock.id!, 'P30D');

  const ended = await enrollments.enrollmentsRead({ id: enrolled.id! });
  expect('the enrollment', ended.status, 'finished');
  expect('why it ended', ended.finishReason, 'REPLIED');
  expect('the last mail', String(ended.lastSentAt), String(before.lastSentAt));
}

journey().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
