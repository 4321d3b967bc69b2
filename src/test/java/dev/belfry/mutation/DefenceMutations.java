package dev.belfry.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A defence that no test misses would be none: each is switched off once, and a test must fail. */
class DefenceMutations {
  private static final String ISOLATION =
      "src/main/resources/db/migration/V0001__platform_isolation.sql";
  private static final String KEYS =
      "src/main/resources/db/migration/V0002__access_people_and_credentials.sql";
  private static final String GUARD =
      "src/main/resources/db/migration/V0009__access_roles_limits_and_rotation.sql";
  private static final String ACCESS = "src/main/java/dev/belfry/access/";
  private static final Path COPIES = Path.of("target", "mutation");
  private static final Set<String> LEFT_OUT = Set.of("target", ".git", "deploy");
  private static final Pattern FAILED = Pattern.compile("Tests run: \\d+, Failures: (\\d+)");

  static Stream<Mutation> mutations() {
    return Stream.of(
        new Mutation(
            "row-level security",
            ISOLATION,
            "execute format('alter table %s enable row level security', fenced);",
            "",
            "TenantTest,SchemaTest"),
        new Mutation(
            "row-level security that binds the owner",
            ISOLATION,
            "execute format('alter table %s force row level security', fenced);",
            "",
            "SchemaTest"),
        new Mutation(
            "what a fence checks of what is written",
            ISOLATION,
            "with check (%2$I = platform_account())",
            "with check (true)",
            "SchemaTest"),
        new Mutation(
            "composite keys",
            KEYS,
            "foreign key (account_id, parent_id) references access_key (account_id, id)",
            "foreign key (parent_id) references access_key (id)",
            "SchemaTest"),
        new Mutation(
            "the guard of changing transactions",
            GUARD,
            "  if not found then\n    raise exception 'the right is gone'",
            "  if false then\n    raise exception 'the right is gone'",
            "RevokeRaceTest"),
        new Mutation(
            "containment of what is handed out",
            ACCESS + "Access.java",
            "if (!missing.isEmpty()) {",
            "if (missing == null) {",
            "KeyTest"),
        new Mutation(
            "the exactly-one rule of credentials",
            ACCESS + "credential/CredentialReader.java",
            "if (found.size() > 1) {",
            "if (found.size() > 99) {",
            "CredentialTest"),
        new Mutation(
            "the checksum of keys",
            ACCESS + "credential/KeyText.java",
            "return right\n        ?",
            "return right || text.length() == LENGTH\n        ?",
            "KeyTextTest"),
        new Mutation(
            "the standing of who made a webhook",
            "src/main/java/dev/belfry/notify/webhook/WebhookReach.java",
            ".allMatch(scope -> within(now",
            ".allMatch(scope -> true || within(now",
            "WebhookRightsTest"));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void aTestNotices(Mutation mutation) throws IOException, InterruptedException {
    Path copy = copy(mutation);
    Path file = copy.resolve(mutation.file());
    String source = Files.readString(file);
    assertEquals(
        2, source.split(Pattern.quote(mutation.from()), -1).length, "stands there exactly once");
    Files.writeString(file, source.replace(mutation.from(), mutation.to()));
    String said = test(copy, mutation.tests());
    Matcher failed = FAILED.matcher(said);
    boolean noticed = false;
    while (failed.find()) {
      noticed |= !failed.group(1).equals("0");
    }
    assertTrue(noticed, "no test failed without it; the run said:\n" + said);
  }

  private static String test(Path copy, String tests) throws IOException, InterruptedException {
    Path log = copy.resolve("mutation.log");
    Process maven =
        new ProcessBuilder(
                "./mvnw", "-B", "-Dquick", "-DskipTests=false", "test", "-Dtest=" + tests)
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    maven.waitFor();
    return Files.readString(log);
  }

  private static Path copy(Mutation mutation) throws IOException {
    Path copy = COPIES.resolve(mutation.defence().replace(' ', '-'));
    Path here = Path.of("");
    Files.walkFileTree(
        here.toAbsolutePath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path relative = here.toAbsolutePath().relativize(directory);
            if (relative.getNameCount() == 1 && LEFT_OUT.contains(relative.toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy.resolve(relative));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path to = copy.resolve(here.toAbsolutePath().relativize(file));
            Files.deleteIfExists(to);
            Files.copy(file, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
    return copy;
  }
}
