import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends `first`, then one more byte each 20 ms until the server ends the connection; what it answered. */
export async function trickle(port: number, first: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  socket.on('error', () => {}); // a write after the end
  socket.write(first);
  const drip = setInterval(() => socket.writable && socket.write(' '), 20);
  await once(socket, 'close');
  clearInterval(drip);
  return answer;
}
