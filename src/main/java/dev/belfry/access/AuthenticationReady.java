package dev.belfry.access;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A replica that cannot say who calls gets no calls, though its database may answer. */
@Readiness
class AuthenticationReady implements HealthCheck {
  private final Authenticator authenticator;

  AuthenticationReady(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("authentication").status(authenticator.answers()).build();
  }
}
