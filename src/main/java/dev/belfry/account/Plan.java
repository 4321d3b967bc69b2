package dev.belfry.account;

/** What an account may have. A lower plan takes nothing away that is there. */
public enum Plan {
  FREE(10, 50, 2),
  STARTER(10, 500, 10),
  PROFESSIONAL(50, 5_000, 50),
  BUSINESS(200, 50_000, 200),
  ENTERPRISE(100_000, 1_000_000, 10_000);

  private final long keys;
  private final long monitors;
  private final long webhooks;

  Plan(long keys, long monitors, long webhooks) {
    this.keys = keys;
    this.monitors = monitors;
    this.webhooks = webhooks;
  }

  long keys() {
    return keys;
  }

  long monitors() {
    return monitors;
  }

  long webhooks() {
    return webhooks;
  }
}
