import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Connections that wait for the next message. One that died meanwhile is dropped when its turn comes. */
export interface KeptConnections {
  take(): SMTPConnection | undefined;
  keep(connection: SMTPConnection): void;
  /** For good: what is given back later is closed too. */
  close(): void;
}

/** At most `most`, each for `idle` ms; then the relay is told goodbye. */
export function keptConnections(most: number, idle: number): KeptConnections {
  const waiting = new Map<SMTPConnection, NodeJS.Timeout>();
  let isClosed = false;

  function release(connection: SMTPConnection): void {
    clearTimeout(waiting.get(connection));
    waiting.delete(connection);
  }

  return {
    take() {
      for (const connection of waiting.keys()) {
        release(connection);
        if (!connection.destroyed) return connection;
      }
      return undefined;
    },
    keep(connection) {
      if (isClosed || waiting.size >= most) return connection.quit();
      const farewell = () => {
        release(connection);
        connection.quit();
      };
      waiting.set(connection, setTimeout(farewell, idle).unref());
    },
    close() {
      isClosed = true;
      for (const connection of waiting.keys()) {
        release(connection);
        connection.quit();
      }
    },
  };
}
