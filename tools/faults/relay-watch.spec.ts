import { RelayWatch } from './relay-watch.js';

const lines = (...all: string[]) => Buffer.from(all.map((line) => `${line}\r\n`).join(''));

test('each attempt is noted with its names and its last answer, whatever pieces it came in', () => {
  const watch = new RelayWatch();
  const { up, down } = watch.tap();
  const say = (bytes: Buffer) => {
    up(bytes.subarray(0, 5));
    up(bytes.subarray(5));
  };
  down(lines('220 relay'));
  say(lines('EHLO parcours'));
  down(lines('250-relay', '250 SIZE 10'));
  say(lines('MAIL FROM:<bounce+first@parcours.example>'));
  down(lines('250 OK'));
  say(lines('RCPT TO:<a@canary.example>'));
  down(lines('250 OK'));
  say(lines('DATA'));
  down(lines('354 go on'));
  say(lines('Message-ID: <first@parcours.example>', '', 'MAIL FROM:<bounce+quoted@parcours.example>', '.'));
  down(lines('250 kept'));
  say(lines('MAIL FROM:<bounce+second@parcours.example>'));
  down(lines('250 OK'));
  say(lines('RCPT TO:<b@canary.example>', 'DATA')); // without waiting
  down(lines('550-no such', '550 mailbox', '503 need RCPT command'));

  expect(watch.handOvers).toMatchObject([
    { envelopeName: 'first', messageName: 'first', recipient: 'a@canary.example', reply: 250 },
    { envelopeName: 'second', messageName: undefined, recipient: 'b@canary.example', reply: 550 },
  ]);
});

test('content that was cut off ends without an answer; connections do not mix', () => {
  const watch = new RelayWatch();
  const [one, other] = [watch.tap(), watch.tap()];
  one.up(lines('MAIL FROM:<bounce+first@parcours.example>'));
  other.up(lines('MAIL FROM:<bounce+second@parcours.example>'));
  one.down(lines('354 go on'));
  one.up(lines('Message-ID: <other@parcours.example>'));
  other.down(lines('451 later'));
  expect(watch.handOvers).toMatchObject([
    { envelopeName: 'first', messageName: 'other', reply: 354 },
    { envelopeName: 'second', reply: 451 },
  ]);
});
