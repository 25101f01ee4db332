import { createServer, type Server, type Socket } from 'node:net';

/** What the relay answers at one step; a function may do anything to the connection. */
export type Step = string | ((socket: Socket) => void);

export interface Script {
  greeting?: Step;
  /** Whole lines: `250-relay\r\n250 PIPELINING`. */
  ehlo?: Step;
  auth?: Step;
  mail?: Step;
  rcpt?: Step;
  data?: Step;
  /** Each time a piece of the content arrives. */
  content?: (socket: Socket) => void;
  dot?: Step;
}

export const hang = (): void => undefined;
export const drop = (socket: Socket): void => void socket.destroy();
/** Answers, but only after `ms`. */
export const late =
  (answer: string, ms: number): Step =>
  (socket) =>
    void setTimeout(() => socket.writable && socket.write(`${answer}\r\n`), ms);

export interface ScriptedRelay {
  url: string;
  /** First words of commands, and `dot`, in the order in which they came. */
  heard: string[];
  /** What has come of the content of the message under way. */
  content(): string;
  sockets: Set<Socket>;
  /** Connections in all. */
  connections(): number;
  stop(): Promise<void>;
}

const endOfContent = '\r\n.\r\n';

/** A relay on 127.0.0.1 that follows a script, byte for byte, and otherwise says yes. */
export async function scriptedRelay(script: Script = {}): Promise<ScriptedRelay> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let content = '';

  const usual: Record<string, Step | undefined> = {
    EHLO: script.ehlo,
    AUTH: script.auth,
    MAIL: script.mail,
    RCPT: script.rcpt,
    DATA: script.data ?? '354 go',
    QUIT: (socket) => socket.end('221 bye\r\n'),
  };

  function serve(socket: Socket): void {
    let waiting = '';
    let isContent = false;
    const answer = (step: Step = '250 OK') => (typeof step === 'string' ? socket.write(`${step}\r\n`) : step(socket));

    function hearCommand(line: string): void {
      const command = line.split(/[ :]/u)[0] ?? '';
      heard.push(command);
      const step = usual[command];
      if (command === 'DATA' && typeof step === 'string' && step.startsWith('3')) {
        isContent = true;
        content = '';
      }
      answer(step);
    }

    function hearContent(): void {
      content += waiting;
      waiting = '';
      script.content?.(socket);
      // RFC 2920 §3.1: without one recipient left, a sender that has said DATA already ends an empty message.
      if (content !== '.\r\n' && !content.endsWith(endOfContent)) return;
      isContent = false;
      heard.push('dot');
      answer(script.dot);
    }

    socket.on('data', (chunk) => {
      waiting += chunk.toString();
      for (let end = waiting.indexOf('\r\n'); !isContent && end >= 0; end = waiting.indexOf('\r\n')) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        hearCommand(line);
      }
      if (isContent && waiting) hearContent();
    });
    answer(script.greeting ?? '220 relay');
  }

  const server: Server = createServer({ noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    serve(socket);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    heard,
    content: () => content,
    sockets,
    connections: () => connections,
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((stopped) => server.close(() => stopped()));
    },
  };
}
