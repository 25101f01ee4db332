import type { PurgedTable, RetentionActivities } from '@app/contracts';
import { purgeBatch, purgeBatchSize } from '@app/persistence';
import type { EntityManager } from '@mikro-orm/postgresql';
import { heartbeat } from '@temporalio/activity';

export interface RetentionDeps {
  em: EntityManager;
  /** A PostgreSQL interval. */
  sessionLifetime: string;
  /** Told each batch, so that operators see what went. */
  onPurged?: (table: PurgedTable, rows: number) => void;
}

/** Batch after batch: a worker that dies has done what it has done, and the next attempt goes on from there. */
export const retentionActivities = ({ em, sessionLifetime, onPurged }: RetentionDeps): RetentionActivities => ({
  async purge({ table }) {
    for (let purged = 0; ;) {
      const rows = await purgeBatch(em, table, sessionLifetime);
      onPurged?.(table, rows);
      purged += rows;
      if (rows < purgeBatchSize) return purged;
      heartbeat(purged);
    }
  },
});
