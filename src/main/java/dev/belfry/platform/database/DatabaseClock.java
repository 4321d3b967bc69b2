package dev.belfry.platform.database;

import io.quarkus.hibernate.orm.panache.Panache;
import java.time.Instant;

/** The clock by which credentials begin and end: one for all replicas. */
public final class DatabaseClock {
  private DatabaseClock() {}

  /** In a transaction. */
  public static Instant now() {
    return (Instant)
        Panache.getEntityManager()
            .createNativeQuery("select clock_timestamp()", Instant.class)
            .getSingleResult();
  }
}
