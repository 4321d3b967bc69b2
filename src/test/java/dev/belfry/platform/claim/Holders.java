package dev.belfry.platform.claim;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;

/** Other processes on the same database, as far as claims go. */
@ApplicationScoped
public class Holders {
  private final AgroalDataSource system;

  Holders(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  public Claims another() {
    return new Claims(system);
  }
}
