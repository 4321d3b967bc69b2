package dev.belfry.statuspage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;

/** Lets tests of other packages look for what is proven. */
@ApplicationScoped
public class DomainRounds {
  @Inject DomainProofs proofs;

  public void runDue() throws SQLException {
    proofs.runDue();
  }
}
