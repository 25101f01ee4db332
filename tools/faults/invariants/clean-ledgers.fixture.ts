import type { Ledgers } from '../ledgers.js';
import {
  account,
  at,
  awaiting,
  completed,
  copyOf,
  expired,
  line,
  link,
  mail,
  notice,
  registration,
  run,
  told,
  tokens,
} from './ledger-lines.fixture.js';
import { liveOn } from './living-account.fixture.js';

/** Three cases that went well: completed after a resend, waiting for its password, expired; `spoil` plants what must be found. */
export function ledgers(spoil: (clean: Ledgers) => void = () => undefined): Ledgers {
  const [first, second] = [mail(completed, 'creation'), mail(completed, 'creation', { number: 1, dueAt: at(5) })];
  const others = [
    mail(completed, 'welcome'),
    mail(awaiting, 'creation'),
    mail(expired, 'creation'),
    mail(expired, 'expired'),
  ];
  const reminder = mail(expired, 'reminder-half-way', { dueAt: at(52) });
  const opened = (caseNumber: string) =>
    ['registration.received', 'registration.opened'].map((event) => line(caseNumber, event));
  const clean: Ledgers = {
    told: [
      told('register', completed, 201, { key: 'key-a', path: '/v1/registrations' }),
      told('register', completed, 201, { key: 'key-a', path: '/v1/registrations' }),
      told('resend', completed, 202, { key: 'key-r', body: { canResendAt: 'later' } }),
      told('create-password', completed, 409, {
        request: { caseNumber: completed, token: tokens.older },
        sentAt: at(9).getTime(),
      }),
      told('create-password', completed, 200, {
        request: { caseNumber: completed, token: tokens.newer },
        sentAt: at(10).getTime(),
      }),
      told('register', awaiting, 202, { path: '/v1/registrations' }),
      told('register', expired, 201, { path: '/v1/registrations' }),
    ],
    facts: {
      registrations: [
        registration(completed, { status: 'completed', endedAt: at(10), mailNumber: 1 }),
        registration(awaiting, { receivedAt: at(60), openedAt: at(61), deadline: at(961) }),
        registration(expired, { status: 'expired', endedAt: at(102) }),
      ],
      accounts: [account('a', completed, { status: 'active', hasPassword: true }), account('b', awaiting, {})],
      links: [
        link(tokens.older, { supersededAt: at(6) }),
        link(tokens.newer, { issuedAt: at(5), liveAt: at(6), usedAt: at(10) }),
      ],
      mails: [first, second, ...others, reminder],
      notices: [...['1', '2', '3'].map((id) => notice(completed, id)), notice(awaiting, '4'), notice(expired, '5')],
      audits: [
        ...[...opened(completed), line(completed, 'mail.asked'), line(completed, 'password.created')],
        ...opened(awaiting),
        ...[...opened(expired), line(expired, 'registration.expired')],
      ],
      ...{ lockouts: [], resetRequests: [], resets: [], sessions: [] },
    },
    journeys: [
      run(completed, {
        ending: 'completed',
        stage: 'completed',
        timers: [{ startedAt: at(1), dueAt: at(50), canceledAt: at(10) }],
      }),
      run(awaiting, { status: 'RUNNING', stage: 'awaiting-password', timers: [{ startedAt: at(61), dueAt: at(511) }] }),
      run(expired, {
        ending: 'expired',
        stage: 'expired',
        timers: [{ startedAt: at(1), dueAt: at(101), firedAt: at(101.5) }],
      }),
    ],
    inbox: [
      copyOf(first, tokens.older),
      copyOf(second, tokens.newer, at(6)),
      ...[...others, reminder].map((each) => copyOf(each)),
    ],
    ...{ handOvers: [], misread: [], faults: [], busy: [] },
    logs: [{ name: 'api', text: '{"path":"/v1/registrations/…"}' }],
    secrets: new Set(['nadia.canary@canary.example', 'CanaryMartin', tokens.newer]),
    readAt: at(120),
  };
  liveOn(clean, completed, 'a');
  spoil(clean);
  return clean;
}
