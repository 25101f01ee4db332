import { ledgers } from './clean-ledgers.fixture.js';
import { at, awaiting, completed, expired } from './ledger-lines.fixture.js';
import { timersOnTime } from './i06-timers-on-time.js';

const found = (text: string, caseNumber = expired) => [{ caseNumber, text: expect.stringContaining(text) as string }];

test('a clean ledger passes', () => expect(timersOnTime(ledgers())).toEqual([]));

test('a timer that fires early, and one that is late by more than 5 s and the outage', () => {
  const fired = (seconds: number, outageUntil = 0) =>
    timersOnTime(
      ledgers(({ journeys, faults }) => {
        Object.assign(journeys[2]?.timers[0] ?? {}, { firedAt: at(seconds) });
        if (outageUntil > 0)
          faults.push({ kind: 'kill', part: 'temporal', from: at(90).getTime(), to: at(outageUntil).getTime() });
      }),
    );
  expect(fired(100.9)).toMatchObject(found('early'));
  expect(fired(105.9)).toEqual([]);
  expect(fired(107)).toMatchObject(found('fired'));
  expect(fired(107, 104)).toEqual([]);
});

test('a timer that is late on a machine that worked for others, by no more than 5 s of what was left', () => {
  const fired = (seconds: number) =>
    timersOnTime(
      ledgers((all) => {
        Object.assign(all.journeys[2]?.timers[0] ?? {}, { firedAt: at(seconds) });
        all.busy = [{ from: at(0).getTime(), to: at(120).getTime(), lost: 0.5 }];
      }),
    );
  expect(fired(110)).toEqual([]);
  expect(fired(112)).toMatchObject(found('fired'));
});

test('an open timer whose time has passed long ago', () => {
  const forgotten = ledgers(({ journeys }) => Object.assign(journeys[1]?.timers[0] ?? {}, { dueAt: at(100) }));
  expect(timersOnTime(forgotten)).toMatchObject(found('not at all', awaiting));
});

test('an end before its time by the database’s clock, one long after it, one that nobody noticed', () => {
  const ended = (seconds: number) =>
    timersOnTime(ledgers(({ facts }) => Object.assign(facts.registrations[2] ?? {}, { endedAt: at(seconds) })));
  expect(ended(100)).toMatchObject(found('before its end'));
  expect(ended(110)).toMatchObject(found('late'));
  const open = ledgers(({ facts }) =>
    Object.assign(facts.registrations[1] ?? {}, { openedAt: at(1), deadline: at(90), mailNumber: 1 }),
  );
  expect(timersOnTime(open)).toMatchObject(found('past its end', awaiting));
});

test('a reminder that came early, or never', () => {
  const early = ledgers(({ facts }) => Object.assign(facts.mails.at(-1) ?? {}, { dueAt: at(40) }));
  expect(timersOnTime(early)).toMatchObject(found('came early'));
  const never = ledgers(({ facts }) => facts.mails.pop());
  expect(timersOnTime(never)).toMatchObject(found('never came'));
});

test('a reset that ends before its end, long after it, or is used past it', () => {
  const reset = (state: string, deadline: Date, endedAt: Date | null) =>
    timersOnTime(ledgers(({ facts }) => Object.assign(facts.resets[0] ?? {}, { state, deadline, endedAt })));
  expect(reset('expired', at(60), at(59))).toMatchObject(found('expired before its end', completed));
  expect(reset('expired', at(60), at(66))).toMatchObject(found('ended late', completed));
  expect(reset('open', at(60), null)).toMatchObject(found('ended late', completed));
  expect(reset('used', at(30), at(30))).toMatchObject(found('was used after its end', completed));
  expect(reset('expired', at(60), at(61))).toEqual([]);
});
