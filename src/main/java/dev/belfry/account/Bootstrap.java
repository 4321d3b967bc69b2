package dev.belfry.account;

import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.People;
import dev.belfry.platform.seal.BelfryHome;
import dev.belfry.platform.seal.SecretFiles;
import dev.belfry.platform.start.SettingsCheck;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The first start: one account, its admin, and the key that an operator brought along. */
@ApplicationScoped
class Bootstrap implements SettingsCheck {
  private static final Logger LOG = Logger.getLogger(Bootstrap.class);
  private static final int LATE = 1_000;
  private static final int SHORTEST_PASSWORD = 12;
  private static final int DRAWN_BYTES = 18;

  private final BootstrapConfig config;
  private final BelfryHome home;
  private final People people;
  private final Founding founding;

  Bootstrap(BootstrapConfig config, BelfryHome home, People people, Founding founding) {
    this.config = config;
    this.home = home;
    this.people = people;
    this.founding = founding;
  }

  void firstStart(@Observes @Priority(LATE) StartupEvent start) {
    if (!people.anyAccount()) {
      people.alone(this::makeFirstAccount);
    }
  }

  /** Of replicas that start together one makes it, and the others find it made. */
  private void makeFirstAccount() {
    if (people.anyAccount()) {
      return;
    }
    String password = config.adminPassword().orElseGet(Bootstrap::draw);
    People.Founder founder =
        people.firstAccount(
            new People.NewPerson(
                config.adminEmail(),
                "Admin",
                password,
                "owner",
                List.of(GrantSpec.atAll(List.of("*:*")))));
    if (config.adminPassword().isEmpty()) {
      show(password);
    }
    open(founder);
  }

  private void open(People.Founder founder) {
    Plan plan = Plan.valueOf(config.plan().toUpperCase(Locale.ROOT));
    founding.open(
        founder, new Founding.Terms(config.accountName(), plan), config.adminKey().orElse(null));
    LOG.infof("made the account %s with the admin %s", config.accountName(), config.adminEmail());
  }

  /** Of the first start only: later ones do not look at them. */
  @Override
  public List<String> wrongSettings() {
    List<String> wrong = new ArrayList<>();
    if (people.anyAccount()) {
      return wrong;
    }
    if (config.adminKey().filter(key -> KeyText.typeOf(key).isEmpty()).isPresent()) {
      wrong.add(
          "BELFRY_BOOTSTRAP_ADMIN_KEY is not a well-formed key (bfy_svc_, 32 characters, 6 of checksum)");
    }
    if (config
        .adminPassword()
        .filter(password -> password.length() < SHORTEST_PASSWORD)
        .isPresent()) {
      wrong.add("BELFRY_BOOTSTRAP_ADMIN_PASSWORD is shorter than 12 characters");
    }
    if (Arrays.stream(Plan.values())
        .noneMatch(plan -> plan.name().equalsIgnoreCase(config.plan()))) {
      wrong.add(
          "BELFRY_BOOTSTRAP_PLAN must be one of "
              + Arrays.stream(Plan.values())
                  .map(plan -> plan.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
    return wrong;
  }

  private static String draw() {
    byte[] bits = new byte[DRAWN_BYTES];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /**
   * On a terminal once; logs are kept and shipped, so elsewhere it goes into a file that only we
   * may read.
   */
  @SuppressWarnings("SystemConsoleNull") // that it is never null is not in its contract
  private void show(String password) {
    var console = System.console();
    if (console != null && console.isTerminal()) {
      console.printf(
          "%n  First start. Sign in as %s with the password %s%n  It is not shown again.%n%n",
          config.adminEmail(), password);
      return;
    }
    Path file = home.home().resolve("admin-password");
    try {
      SecretFiles.replace(file, password + "\n");
      LOG.infof(
          "the password of %s is in %s; sign in, then delete the file", config.adminEmail(), file);
    } catch (IOException e) {
      throw new IllegalStateException("the admin's password could not be written to " + file, e);
    }
  }
}
